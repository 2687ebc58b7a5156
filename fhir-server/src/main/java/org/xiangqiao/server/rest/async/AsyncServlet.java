package org.xiangqiao.server.rest.async;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.async.AsyncTable.Row;
import org.xiangqiao.server.rest.async.AsyncTable.State;
import org.xiangqiao.server.rest.async.AsyncTable.Stored;
import org.xiangqiao.server.rest.job.JobAddress;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.server.rest.web.SeenResidents;

/**
 * Status and answer of requests that are answered later (R4 async.html): 202 with {@code
 * X-Progress} while one is worked on, then the list of its output, or the answer itself if FHIR is
 * asked for. Only its client sees a request.
 */
final class AsyncServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final String ANSWER = "answer";

  private final transient AsyncRequests requests;
  private final transient PublicAddress address;
  private final transient OperationOutcomes outcomes;
  private final transient ObjectMapper json;
  private final transient Clock clock;

  AsyncServlet(
      AsyncRequests requests,
      PublicAddress address,
      OperationOutcomes outcomes,
      ObjectMapper json,
      Clock clock) {
    this.requests = requests;
    this.address = address;
    this.outcomes = outcomes;
    this.json = json;
    this.clock = clock;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<JobAddress> asked = JobAddress.of(request);
    boolean answer = asked.filter(each -> ANSWER.equals(each.part())).isPresent();
    if (asked.isEmpty() || asked.get().part() != null && !answer) {
      outcomes.write(request, response, RestFaults.ofStatus(404));
      return;
    }
    UUID id = asked.get().id();
    switch (request.getMethod()) {
      case "GET", "HEAD" -> {
        Optional<Row> found = requests.find(CallerContext.of(request), id);
        if (found.isEmpty() || answer && found.get().state() != State.DONE) {
          outcomes.write(request, response, unknown());
        } else {
          tell(request, response, found.get(), answer);
        }
      }
      case "DELETE" -> cancel(request, response, id);
      default -> {
        response.setHeader("Allow", "GET, HEAD, DELETE");
        outcomes.write(
            request,
            response,
            RestFaults.notAllowed(request.getMethod(), AsyncInteraction.PATH + "…"));
      }
    }
  }

  private void cancel(HttpServletRequest request, HttpServletResponse response, UUID id)
      throws IOException {
    if (requests.cancel(CallerContext.of(request), id)) {
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
    } else {
      outcomes.write(request, response, unknown());
    }
  }

  private void tell(
      HttpServletRequest request, HttpServletResponse response, Row row, boolean answer)
      throws IOException {
    switch (row.state()) {
      case ACCEPTED, RUNNING -> {
        long seconds = Duration.between(row.askedAt(), clock.instant()).toSeconds();
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
        response.setHeader(
            "X-Progress",
            row.state() == State.ACCEPTED
                ? "waiting"
                : "running for " + Math.max(0, seconds) + " s");
        response.setHeader("Retry-After", seconds < 10 ? "1" : "5");
      }
      case LOST ->
          outcomes.write(
              request, response, RestFaults.of(500, IssueType.INCOMPLETE, "async-lost", ""));
      default -> {
        response.setHeader(
            "Expires",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(row.expiresAt().atOffset(ZoneOffset.UTC)));
        if (answer || row.status() != 200 || namesFhir(request)) {
          SeenResidents.of(request).add(row.patients());
          send(request, response, row.status(), requests.stored(row.id()));
        } else {
          send(request, response, 200, new Stored("application/json", manifest(request, row)));
        }
      }
    }
  }

  private static boolean namesFhir(HttpServletRequest request) {
    return Collections.list(request.getHeaders("Accept")).stream()
        .anyMatch(accepted -> accepted.contains("application/fhir+"));
  }

  private byte[] manifest(HttpServletRequest request, Row row) throws IOException {
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("transactionTime", row.askedAt().toString());
    manifest.put("request", row.address());
    manifest.put("requiresAccessToken", true);
    manifest.put(
        "output",
        List.of(
            Map.of(
                "type",
                "Bundle",
                "url",
                address.fhirBase(request) + AsyncInteraction.PATH + row.id() + "/" + ANSWER)));
    manifest.put("error", List.of());
    return json.writeValueAsBytes(manifest);
  }

  private static void send(
      HttpServletRequest request, HttpServletResponse response, int status, Stored stored)
      throws IOException {
    response.setStatus(status);
    if (stored.contentType() != null) {
      response.setContentType(stored.contentType());
      response.setContentLength(stored.body().length);
      if (!request.getMethod().equals("HEAD")) {
        response.getOutputStream().write(stored.body());
      }
    }
  }

  private static Fault unknown() {
    return RestFaults.of(404, IssueType.NOTFOUND, "async-unknown", "");
  }
}
