package org.xiangqiao.server.revalidate;

import ca.uhn.fhir.context.FhirContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.interaction.AccessGuard;
import org.xiangqiao.server.rest.job.JobAddress;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.server.rest.web.AccessDetail;
import org.xiangqiao.server.rest.web.Served;

/**
 * {@code [base]/_revalidation/[job]}: how far a job of this county is, its report, and {@code
 * DELETE} to cancel it; {@code /[job]/report.csv} its report as a table.
 */
final class RevalidationServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final String TABLE = "report.csv";

  private final transient RevalidationTable table;
  private final transient List<AccessGuard> guards;
  private final transient PublicAddress address;
  private final transient OperationOutcomes outcomes;
  private final transient FhirContext fhir;

  RevalidationServlet(
      RevalidationTable table,
      List<AccessGuard> guards,
      PublicAddress address,
      OperationOutcomes outcomes,
      FhirContext fhir) {
    this.table = table;
    this.guards = List.copyOf(guards);
    this.address = address;
    this.outcomes = outcomes;
    this.fhir = fhir;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Served.mark(request, "$revalidation-status", null);
    try {
      answer(request, response);
    } catch (FaultException refusal) {
      outcomes.write(request, response, refusal.faults());
    } catch (RuntimeException failure) {
      outcomes.write(request, response, failure);
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    guards.forEach(guard -> guard.checkScope(request, RevalidationKickOff.SCOPE));
    JobAddress asked =
        JobAddress.of(request).orElseThrow(() -> RevalidationFaults.unknown().exception());
    if (asked.part() != null && !asked.part().equals(TABLE)) {
      throw RevalidationFaults.unknown().exception();
    }
    AccessDetail.tell(request, "job=" + asked.id());
    int tenant = CallerContext.of(request).tenantId();
    String method = request.getMethod();
    if (method.equals("DELETE") && asked.part() == null) {
      Served.mark(request, "$revalidation-cancel", null);
      if (!table.remove(tenant, asked.id())) {
        throw RevalidationFaults.unknown().exception();
      }
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
      return;
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      response.setHeader("Allow", asked.part() == null ? "GET, HEAD, DELETE" : "GET, HEAD");
      throw RestFaults.notAllowed(method, RevalidationKickOff.PATH + "…").exception();
    }
    RevalidationView job =
        table.find(tenant, asked.id()).orElseThrow(() -> RevalidationFaults.unknown().exception());
    if (job.failed()) {
      throw RevalidationFaults.failed(job.problem()).exception();
    }
    if (asked.part() != null) {
      table(request, response, job);
    } else {
      status(request, response, job);
    }
  }

  private void status(
      HttpServletRequest request, HttpServletResponse response, RevalidationView job)
      throws IOException {
    if (!job.done()) {
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
      response.setHeader("X-Progress", job.progress());
      response.setHeader("Retry-After", "2");
      return;
    }
    String place = address.fhirBase(request) + RevalidationKickOff.PATH + job.id() + "/" + TABLE;
    response.setHeader(
        "Expires",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(job.expiresAt().atOffset(ZoneOffset.UTC)));
    write(
        request,
        response,
        "application/fhir+json;charset=UTF-8",
        // An example of a dry run is a version.
        fhir.newJsonParser()
            .setStripVersionsFromReferences(false)
            .encodeResourceToString(
                RevalidationReport.parameters(job, table.lines(job.id()), place)));
  }

  private void table(HttpServletRequest request, HttpServletResponse response, RevalidationView job)
      throws IOException {
    if (!job.done()) {
      throw RevalidationFaults.unknown().exception();
    }
    response.setHeader(
        "Content-Disposition", "attachment; filename=\"" + job.asked().kind().code() + ".csv\"");
    write(
        request, response, "text/csv;charset=UTF-8", RevalidationReport.csv(table.lines(job.id())));
  }

  private static void write(
      HttpServletRequest request, HttpServletResponse response, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    response.setContentType(type);
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }
}
