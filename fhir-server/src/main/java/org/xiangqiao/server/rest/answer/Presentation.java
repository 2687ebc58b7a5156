package org.xiangqiao.server.rest.answer;

import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xiangqiao.server.rest.problem.RestFaults;

/**
 * How the client wants its answer shown (R4 http.html#parameters, search.html#summary); decided
 * before anything is done, so that nothing is written for a client that cannot read the answer.
 *
 * @param reduced true if {@code _summary} or {@code _elements} leave parts out
 */
public record Presentation(WireFormat format, boolean pretty, boolean reduced, Return returns) {

  /** Parameters that shape the answer and mean nothing to a search. */
  public static final Set<String> PARAMETERS =
      Set.of("_format", "_pretty", "_summary", "_elements", "_elements:exclude");

  private static final Set<String> SUMMARIES = Set.of("true", "false", "text", "data", "count");

  /** {@code Prefer: return=…} (R4 http.html#ops). */
  public enum Return {
    REPRESENTATION,
    MINIMAL,
    OPERATION_OUTCOME
  }

  public static Presentation of(ServletRequestDetails details) {
    Map<String, String[]> parameters = details.getParameters();
    String format = first(parameters, "_format");
    List<String> accept = WireFormat.accepted(details.getServletRequest());
    boolean bytes = "Binary".equals(details.getResourceName()) && (format == null);
    WireFormat wire =
        WireFormat.negotiate(format, accept)
            // A client of a Binary may accept nothing but its content.
            .or(() -> bytes ? Optional.of(WireFormat.JSON) : Optional.empty())
            .orElseThrow(
                () ->
                    RestFaults.notAcceptable(format == null ? String.join(", ", accept) : format)
                        .exception());
    boolean contentSent =
        bytes
            && details.getRequestType() != RequestTypeEnum.PATCH
            && details.getHeader("Content-Type") != null
            && !BinaryNegotiation.sendsResource(details.getHeader("Content-Type"));
    return new Presentation(
        wire,
        pretty(parameters),
        reduced(details),
        preferred(details).orElse(contentSent ? Return.MINIMAL : Return.REPRESENTATION));
  }

  /** {@code Prefer: respond-async} (R4 async.html). */
  public static boolean respondAsync(RequestDetails details) {
    return prefers(details.getHeaders("Prefer"), "respond-async");
  }

  /** {@code Prefer: handling=lenient}. */
  public static boolean lenient(RequestDetails details) {
    return prefers(details.getHeaders("Prefer"), "handling=lenient");
  }

  private static boolean pretty(Map<String, String[]> parameters) {
    String pretty = first(parameters, "_pretty");
    if (pretty == null || pretty.equals("false")) {
      return false;
    }
    if (pretty.equals("true")) {
      return true;
    }
    throw RestFaults.invalid("parameter-invalid", "http._pretty", "_pretty", "true, false")
        .exception();
  }

  private static boolean reduced(ServletRequestDetails details) {
    Map<String, String[]> parameters = details.getParameters();
    String summary = first(parameters, "_summary");
    // Only the matches of a search can be counted.
    boolean countable =
        details.getCompartmentName() != null
            || details.getId() == null && !"_history".equals(details.getOperation());
    if (summary != null
        && (!SUMMARIES.contains(summary) || summary.equals("count") && !countable)) {
      throw RestFaults.invalid(
              "parameter-invalid",
              "http._summary",
              "_summary",
              countable ? "true, false, text, data, count" : "true, false, text, data")
          .exception();
    }
    return summary != null && !summary.equals("false")
        || parameters.containsKey("_elements")
        || parameters.containsKey("_elements:exclude");
  }

  /** What {@code Prefer: return=…} asks for; empty if nothing is asked. */
  public static Optional<Return> preferred(RequestDetails details) {
    return preferred(details.getHeaders("Prefer"));
  }

  private static Optional<Return> preferred(List<String> prefer) {
    if (prefers(prefer, "return=minimal")) {
      return Optional.of(Return.MINIMAL);
    }
    if (prefers(prefer, "return=OperationOutcome")) {
      return Optional.of(Return.OPERATION_OUTCOME);
    }
    return prefers(prefer, "return=representation")
        ? Optional.of(Return.REPRESENTATION)
        : Optional.empty();
  }

  private static boolean prefers(List<String> headers, String preference) {
    if (headers == null) {
      return false;
    }
    for (String header : headers) {
      for (String part : header.split("[;,]")) {
        if (part.trim().replace("\"", "").equalsIgnoreCase(preference)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String first(Map<String, String[]> parameters, String name) {
    String[] values = parameters.get(name);
    return values == null || values.length == 0 ? null : values[0];
  }
}
