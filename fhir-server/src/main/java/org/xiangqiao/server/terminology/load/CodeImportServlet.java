package org.xiangqiao.server.terminology.load;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.interaction.AccessGuard;
import org.xiangqiao.server.rest.job.JobAddress;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.server.rest.web.Served;
import org.xiangqiao.store.Caller;
import org.xiangqiao.terminology.service.load.LoadJob;
import org.xiangqiao.terminology.service.load.LoadJobs;
import org.xiangqiao.terminology.service.load.SourceProblem;

/**
 * {@code [base]/_codesystem-import/[job]}: how far an import is, what became of it, its
 * cancellation; {@code /report} why rows were refused.
 */
final class CodeImportServlet extends HttpServlet {

  /** Where jobs are asked after, below the FHIR base. */
  static final String PATH = "/_codesystem-import/";

  private static final long serialVersionUID = 1L;

  private final transient LoadJobs jobs;
  private final transient List<AccessGuard> guards;
  private final transient PublicAddress address;
  private final transient OperationOutcomes outcomes;
  private final transient FhirContext fhir;
  private final transient ObjectMapper json;

  CodeImportServlet(
      LoadJobs jobs,
      List<AccessGuard> guards,
      PublicAddress address,
      OperationOutcomes outcomes,
      FhirContext fhir,
      ObjectMapper json) {
    this.jobs = jobs;
    this.guards = List.copyOf(guards);
    this.address = address;
    this.outcomes = outcomes;
    this.fhir = fhir;
    this.json = json;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Served.mark(request, "$import", "CodeSystem");
    try {
      for (AccessGuard guard : guards) {
        CodeImportKickOff.RIGHTS.accesses().forEach(access -> guard.check(request, access));
        CodeImportKickOff.RIGHTS.scopes().forEach(scope -> guard.checkScope(request, scope));
      }
      answer(request, response);
    } catch (RuntimeException refusal) {
      outcomes.write(request, response, refusal);
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    JobAddress asked =
        JobAddress.of(request).orElseThrow(() -> CodeImportFaults.unknown().exception());
    Caller caller = CallerContext.of(request);
    boolean report = "report".equals(asked.part());
    if (asked.part() != null && !report) {
      throw RestFaults.ofStatus(404).exception();
    }
    if (request.getMethod().equals("DELETE") && !report) {
      if (!jobs.cancel(caller, asked.id())) {
        throw CodeImportFaults.unknown().exception();
      }
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
      return;
    }
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      response.setHeader("Allow", report ? "GET, HEAD" : "GET, HEAD, DELETE");
      throw RestFaults.notAllowed(request.getMethod(), PATH + "…").exception();
    }
    LoadJob job =
        jobs.find(caller.tenantId(), asked.id())
            .orElseThrow(() -> CodeImportFaults.unknown().exception());
    if (report) {
      response.setContentType("text/csv;charset=UTF-8");
      response.setHeader("Content-Disposition", "attachment; filename=\"report.csv\"");
      new RowReport(jobs).write(job.id(), response.getWriter());
    } else {
      status(request, response, job);
    }
  }

  private void status(HttpServletRequest request, HttpServletResponse response, LoadJob job)
      throws IOException {
    if (!job.finished()) {
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
      response.setHeader("X-Progress", progress(job));
      response.setHeader("Retry-After", "1");
      return;
    }
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("state", job.state());
    told.put("url", job.url());
    told.put("version", job.version());
    told.put("rows", job.rowsDone());
    told.put("loaded", job.loaded());
    told.put("merged", job.merged());
    told.put("refused", job.refused());
    told.put("started", job.createdAt().toString());
    told.put("finished", job.finishedAt().toString());
    if (!jobs.problems(job.id(), 0, 1).isEmpty()) {
      told.put("report", address.fhirBase(request) + PATH + job.id() + "/report");
    }
    if (job.problem() != null) {
      told.put("outcome", outcome(request, job));
    }
    byte[] body = json.writeValueAsString(told).getBytes(StandardCharsets.UTF_8);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }

  static String progress(LoadJob job) {
    return job.state()
        + ", "
        + job.rowsDone()
        + " rows, "
        + job.loaded()
        + " loaded, "
        + job.refused()
        + " refused";
  }

  private JsonNode outcome(HttpServletRequest request, LoadJob job) throws IOException {
    SourceProblem problem = new SourceProblem(job.problem(), job.problemArguments().toArray());
    return json.readTree(
        fhir.newJsonParser()
            .encodeResourceToString(
                outcomes.refusal(request, List.of(CodeImportFaults.of(problem)))));
  }
}
