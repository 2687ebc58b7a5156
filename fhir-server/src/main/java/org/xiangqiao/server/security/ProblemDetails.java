package org.xiangqiao.server.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.web.RequestId;

/** Renders refusals outside {@code /fhir} as problem details, RFC 9457, in Chinese or English. */
public final class ProblemDetails {

  private final ObjectMapper json;

  public ProblemDetails(ObjectMapper json) {
    this.json = json;
  }

  public void write(HttpServletRequest request, HttpServletResponse response, Fault fault)
      throws IOException {
    response.setStatus(fault.status());
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    json.writeValue(response.getOutputStream(), of(request, List.of(fault)));
  }

  /** {@code faults} must not be empty; the first decides the status. */
  public ProblemDetail of(HttpServletRequest request, List<Fault> faults) {
    Locale language = language(request);
    Fault first = faults.get(0);
    ProblemDetail problem = ProblemDetail.forStatus(first.status());
    problem.setType(java.net.URI.create(OperationOutcomes.RULES + "#" + first.rule()));
    problem.setTitle(first.text().in(language));
    problem.setDetail(first.remedy().in(language));
    problem.setProperty("requestId", RequestId.of(request));
    problem.setProperty(
        "problems",
        faults.stream()
            .map(
                fault ->
                    Map.of(
                        "rule", fault.rule(),
                        "place", fault.place(),
                        "text", fault.text().in(language),
                        "remedy", fault.remedy().in(language)))
            .toList());
    return problem;
  }

  private static Locale language(HttpServletRequest request) {
    boolean asked = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) != null;
    return asked ? request.getLocale() : Locale.ENGLISH;
  }
}
