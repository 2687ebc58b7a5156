package org.xiangqiao.server.bulkimport;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.OperationOutcomes;

/** Tells how far a job is, and what became of it. */
final class ImportAnswers {

  private final ImportProblems problems;
  private final OperationOutcomes outcomes;
  private final FhirContext fhir;
  private final ObjectMapper json;

  ImportAnswers(
      ImportProblems problems, OperationOutcomes outcomes, FhirContext fhir, ObjectMapper json) {
    this.problems = problems;
    this.outcomes = outcomes;
    this.fhir = fhir;
    this.json = json;
  }

  /**
   * @param place address of the job
   */
  void status(HttpServletRequest request, HttpServletResponse response, ImportJob job, String place)
      throws IOException {
    if (!job.finished()) {
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
      response.setHeader("X-Progress", ImportReport.progress(job));
      response.setHeader("Retry-After", "2");
      return;
    }
    response.setHeader(
        "Expires",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(job.expiresAt().atOffset(ZoneOffset.UTC)));
    Map<String, Object> report = ImportReport.of(job, place);
    if (job.problem() != null) {
      report.put("outcome", outcome(request, job));
    }
    byte[] body = json.writeValueAsBytes(report);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }

  /** Why the job failed, in words. */
  private JsonNode outcome(HttpServletRequest request, ImportJob job)
      throws JsonProcessingException {
    Fault fault =
        ImportFaults.of(
            500, IssueType.INCOMPLETE, job.problem(), "", job.problemArguments().toArray());
    return json.readTree(
        fhir.newJsonParser().encodeResourceToString(outcomes.refusal(request, List.of(fault))));
  }

  void errors(HttpServletResponse response, ImportJob job, ImportInput input) throws IOException {
    response.setContentType(ImportManifest.NDJSON);
    OutputStream out = response.getOutputStream();
    long last = 0;
    while (true) {
      List<ImportProblems.Row> page = problems.after(job.id(), input.number(), last);
      for (ImportProblems.Row row : page) {
        out.write(row.outcome().getBytes(StandardCharsets.UTF_8));
        out.write('\n');
        last = row.line();
      }
      if (page.isEmpty()) {
        return;
      }
    }
  }
}
