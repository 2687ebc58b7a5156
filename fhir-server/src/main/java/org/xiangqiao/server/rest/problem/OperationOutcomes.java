package org.xiangqiao.server.rest.problem;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.xiangqiao.server.rest.answer.Rendered;
import org.xiangqiao.server.rest.answer.WireFormat;
import org.xiangqiao.server.rest.web.RequestId;

/**
 * Renders every refusal under {@code /fhir} as an OperationOutcome (R4 operationoutcome.html): JSON
 * or XML by what the client accepts, Chinese or English by its language, the other language beside
 * it as a translation. Security renders its 401 and 403 through it too.
 */
public final class OperationOutcomes {

  /** Code system of the rule keys in {@code issue.details.coding}. */
  public static final String RULES = "https://xiangqiao.org/fhir/CodeSystem/rules";

  private static final String TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation";

  private final FhirContext context;

  public OperationOutcomes(FhirContext context) {
    this.context = context;
  }

  public void write(HttpServletRequest request, HttpServletResponse response, Fault... faults)
      throws IOException {
    write(request, response, List.of(faults));
  }

  /** Renders what an exception means; one that is nobody's refusal is logged and becomes a 500. */
  public void write(HttpServletRequest request, HttpServletResponse response, Throwable thrown)
      throws IOException {
    write(request, response, Faults.of(thrown, RequestId.of(request)));
  }

  /** Does nothing if the response is already on its way. Headers set before are kept. */
  public void write(HttpServletRequest request, HttpServletResponse response, List<Fault> faults)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    Locale language = Languages.of(request);
    WireFormat format = WireFormat.negotiate(request).orElse(WireFormat.JSON);
    byte[] body = encode(outcome(faults, language), format).getBytes(StandardCharsets.UTF_8);
    response.resetBuffer();
    response.setStatus(faults.get(0).status());
    // What somebody has to mend first, such as a certificate that expired, is no better in seconds.
    if (faults.get(0).status() == 503 && faults.get(0).type() != IssueType.SECURITY) {
      response.setHeader("Retry-After", "5");
    }
    response.setHeader("Content-Language", language.toLanguageTag());
    response.setHeader("Cache-Control", "no-store");
    response.setContentType(format.contentType());
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }

  /** The same for an answer that is kept and given later. */
  public Rendered render(HttpServletRequest request, Throwable thrown) {
    List<Fault> faults = Faults.of(thrown, RequestId.of(request));
    WireFormat format = WireFormat.negotiate(request).orElse(WireFormat.JSON);
    byte[] body =
        encode(outcome(faults, Languages.of(request)), format).getBytes(StandardCharsets.UTF_8);
    return new Rendered(
        faults.get(0).status(),
        Map.of(),
        format.contentType(),
        body.length,
        out -> out.write(body));
  }

  /**
   * The same for an answer that is no FHIR, but carries it.
   *
   * @param status HTTP status that it asks for
   */
  public record Refusal(int status, OperationOutcome outcome) {}

  /** What an exception means, as a resource. */
  public Refusal refusal(HttpServletRequest request, Throwable thrown) {
    List<Fault> faults = Faults.of(thrown, RequestId.of(request));
    return new Refusal(faults.get(0).status(), outcome(faults, Languages.of(request)));
  }

  /** What refuses a part of a request, in the language of its sender. */
  public OperationOutcome refusal(HttpServletRequest request, List<Fault> faults) {
    return outcome(faults, Languages.of(request));
  }

  public OperationOutcome outcome(List<Fault> faults, Locale language) {
    OperationOutcome outcome = new OperationOutcome();
    for (Fault fault : faults) {
      boolean judged = fault.judged() != null;
      OperationOutcomeIssueComponent issue =
          outcome
              .addIssue()
              .setSeverity(judged ? fault.judged() : IssueSeverity.ERROR)
              .setCode(fault.type());
      issue.getDetails().addCoding().setSystem(RULES).setCode(fault.rule());
      explain(issue, fault.text(), fault.remedy(), language);
      if (fault.place().startsWith("http.")) {
        issue.addLocation(fault.place());
      } else if (!fault.place().isEmpty()) {
        issue.addExpression(fault.place());
        if (judged) {
          // Clients of HL7's validator look for it here.
          issue.addLocation(fault.place());
        }
      }
    }
    return outcome;
  }

  /** Says what is wrong and what to do, in one language with the other beside it. */
  public static void explain(
      OperationOutcomeIssueComponent issue, LocalText text, LocalText remedy, Locale language) {
    issue.getDetails().setText(text.in(language));
    translate(issue.getDetails().getTextElement(), text, language);
    issue.setDiagnostics(remedy.in(language));
    translate(issue.getDiagnosticsElement(), remedy, language);
  }

  /**
   * What an exception means, for refusals that are told elsewhere than in the answer.
   *
   * @param requestId leads to the log if something of ours broke
   */
  public List<Fault> faults(Throwable thrown, String requestId) {
    return Faults.of(thrown, requestId);
  }

  /** What {@code Prefer: return=OperationOutcome} gets after a success. */
  public OperationOutcome success(HttpServletRequest request) {
    return success(request, RestFaults.done());
  }

  /** The same, saying what was done. */
  public OperationOutcome success(HttpServletRequest request, LocalText done) {
    Locale language = Languages.of(request);
    OperationOutcome outcome = new OperationOutcome();
    OperationOutcomeIssueComponent issue =
        outcome.addIssue().setSeverity(IssueSeverity.INFORMATION).setCode(IssueType.INFORMATIONAL);
    issue.getDetails().addCoding().setSystem(RULES).setCode("done");
    issue.getDetails().setText(done.in(language));
    translate(issue.getDetails().getTextElement(), done, language);
    return outcome;
  }

  /** Told after a success. */
  public OperationOutcome information(HttpServletRequest request, Fault fault) {
    OperationOutcome outcome = outcome(List.of(fault), Languages.of(request));
    outcome.getIssueFirstRep().setSeverity(IssueSeverity.INFORMATION);
    return outcome;
  }

  /** A warning that goes with results, as JSON. */
  public String warning(HttpServletRequest request, Fault fault) {
    OperationOutcome outcome = outcome(List.of(fault), Languages.of(request));
    outcome.getIssueFirstRep().setSeverity(IssueSeverity.WARNING);
    return encode(outcome, WireFormat.JSON);
  }

  private String encode(OperationOutcome outcome, WireFormat format) {
    if (format == WireFormat.XML) {
      XmlText.cleanse(outcome);
    }
    IParser parser = format.parser(context);
    return parser.encodeResourceToString(outcome);
  }

  private static void translate(PrimitiveType<?> element, LocalText text, Locale language) {
    var translation = element.addExtension().setUrl(TRANSLATION);
    String other = LocalText.isChinese(language) ? "en" : "zh";
    translation.addExtension("lang", new org.hl7.fhir.r4.model.CodeType(other));
    translation.addExtension(
        "content", new org.hl7.fhir.r4.model.StringType(text.inTheOther(language)));
  }
}
