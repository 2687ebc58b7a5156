package org.xiangqiao.server.bulkimport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.server.rest.web.Served;
import org.xiangqiao.store.Caller;

/**
 * {@code [base]/_import}: one request that begins a job, by a manifest as JSON or by the rows
 * themselves; {@code /[job]} status and cancellation; {@code /[job]/[n]} uploads of parts; {@code
 * /[job]/[n]/errors} the refused rows.
 */
final class ImportServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_MANIFEST = 1 << 20;

  /** A request that brings its rows itself is over soon after its last byte. */
  private static final Duration REQUEST = Duration.ofMinutes(10);

  private final transient ImportKickOff kickOff;
  private final transient ImportTable table;
  private final transient ImportUploads uploads;
  private final transient ImportAnswers answers;
  private final transient ImportSweep sweep;
  private final transient ImportSettings settings;
  private final transient OperationOutcomes outcomes;
  private final transient ObjectMapper json;

  ImportServlet(
      ImportKickOff kickOff,
      ImportTable table,
      ImportUploads uploads,
      ImportAnswers answers,
      ImportSweep sweep,
      ImportSettings settings,
      OperationOutcomes outcomes,
      ObjectMapper json) {
    this.kickOff = kickOff;
    this.table = table;
    this.uploads = uploads;
    this.answers = answers;
    this.sweep = sweep;
    this.settings = settings;
    this.outcomes = outcomes;
    this.json = json;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Served.mark(request, "$import", null);
    try {
      answer(request, response);
    } catch (FaultException refusal) {
      if (refusal.faults().get(0).status() == 429) {
        response.setHeader("Retry-After", "30");
      }
      outcomes.write(request, response, refusal.faults());
    } catch (RuntimeException failure) {
      outcomes.write(request, response, failure);
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String path = request.getPathInfo() == null ? "" : request.getPathInfo();
    String[] parts =
        path.isEmpty() || path.equals("/") ? new String[0] : path.substring(1).split("/");
    String method = request.getMethod();
    if (parts.length == 0) {
      requireMethod(response, method, "POST");
      begin(request, response);
      return;
    }
    kickOff.require(request, List.of());
    UUID id = uuid(parts[0]);
    if (parts.length == 1 && method.equals("DELETE")) {
      cancel(request, response, id);
      return;
    }
    ImportJob job =
        table
            .find(CallerContext.of(request), id)
            .orElseThrow(() -> ImportFaults.unknown().exception());
    if (parts.length == 1) {
      requireMethod(response, method, "GET", "HEAD", "DELETE");
      answers.status(request, response, job, kickOff.place(request, job.id()));
    } else if (parts.length == 2) {
      requireMethod(response, method, "PUT", "POST");
      upload(request, response, job, input(job, parts[1]));
    } else if (parts.length == 3 && parts[2].equals("errors")) {
      requireMethod(response, method, "GET");
      answers.errors(response, job, input(job, parts[1]));
    } else {
      throw RestFaults.ofStatus(404).exception();
    }
  }

  private void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
    ImportKickOff.requireAsync(
        Collections.list(request.getHeaders("Prefer")).stream()
            .anyMatch(prefer -> prefer.contains("respond-async")));
    String contentType =
        String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT).split(";")[0].trim();
    boolean rows = contentType.endsWith("ndjson");
    ImportManifest manifest = rows ? rows(request) : manifest(request, contentType);
    kickOff.require(request, kickOff.checked(request, manifest).types());
    UUID id = kickOff.begin(request, manifest, rows ? REQUEST : settings.keep());
    if (rows) {
      try {
        uploads.receive(request, id, 0, REQUEST);
      } catch (IOException | RuntimeException broken) {
        table.remove(CallerContext.of(request), id);
        sweep.forget(id);
        throw broken;
      }
    }
    response.setStatus(HttpServletResponse.SC_ACCEPTED);
    response.setHeader("Content-Location", kickOff.place(request, id));
    response.setHeader("Preference-Applied", "respond-async");
  }

  /** The one input is the body itself. */
  private static ImportManifest rows(HttpServletRequest request) {
    String type = request.getParameter("type");
    return new ImportManifest(
        List.of(new ImportManifest.Input(type == null ? "-" : type, ImportInput.UPLOAD)));
  }

  private ImportManifest manifest(HttpServletRequest request, String contentType)
      throws IOException {
    if (!contentType.equals("application/json")) {
      throw RestFaults.unsupportedMediaType(contentType).exception();
    }
    byte[] body = request.getInputStream().readNBytes(LONGEST_MANIFEST + 1);
    if (body.length > LONGEST_MANIFEST) {
      throw RestFaults.tooLarge(LONGEST_MANIFEST).exception();
    }
    try {
      return ImportManifest.of(json.readTree(body));
    } catch (JsonProcessingException malformed) {
      throw ImportFaults.invalid("import-manifest", "", "JSON").exception();
    }
  }

  private void upload(
      HttpServletRequest request, HttpServletResponse response, ImportJob job, ImportInput input)
      throws IOException {
    if (!input.isUpload()) {
      throw ImportFaults.unknown().exception();
    }
    if (input.length() != null) {
      throw ImportUploads.uploaded().exception();
    }
    uploads.receive(request, job.id(), input.number(), settings.keep());
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  /** Whoever erases data may also cancel what is in the way. */
  private void cancel(HttpServletRequest request, HttpServletResponse response, UUID id) {
    Caller caller = CallerContext.of(request);
    boolean removed =
        table.remove(caller, id)
            || kickOff.mayErase(request) && table.remove(caller.tenantId(), id);
    if (!removed) {
      throw ImportFaults.unknown().exception();
    }
    sweep.forget(id);
    response.setStatus(HttpServletResponse.SC_ACCEPTED);
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException malformed) {
      throw ImportFaults.unknown().exception();
    }
  }

  private static ImportInput input(ImportJob job, String number) {
    return job.inputs().stream()
        .filter(input -> String.valueOf(input.number()).equals(number))
        .findFirst()
        .orElseThrow(() -> ImportFaults.unknown().exception());
  }

  private static void requireMethod(
      HttpServletResponse response, String method, String... allowed) {
    if (!Set.of(allowed).contains(method)) {
      response.setHeader("Allow", String.join(", ", allowed));
      throw RestFaults.notAllowed(method, ImportKickOff.PATH + "…").exception();
    }
  }
}
