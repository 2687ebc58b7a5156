package org.xiangqiao.server.bulkimport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.server.rest.web.Served;

/**
 * {@code [base]/_import}: one request that begins a job, by a manifest as JSON or by the rows
 * themselves; {@code /[job]} status and cancellation; {@code /[job]/[n]} uploads of parts; {@code
 * /[job]/[n]/errors} the refused rows.
 */
final class ImportServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_MANIFEST = 1 << 20;

  private final transient ImportKickOff kickOff;
  private final transient ImportTable table;
  private final transient ImportProblems problems;
  private final transient ImportFiles files;
  private final transient ImportWorker worker;
  private final transient ImportSettings settings;
  private final transient OperationOutcomes outcomes;
  private final transient ObjectMapper json;

  ImportServlet(
      ImportKickOff kickOff,
      ImportTable table,
      ImportProblems problems,
      ImportFiles files,
      ImportWorker worker,
      ImportSettings settings,
      OperationOutcomes outcomes,
      ObjectMapper json) {
    this.kickOff = kickOff;
    this.table = table;
    this.problems = problems;
    this.files = files;
    this.worker = worker;
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
    ImportJob job =
        table
            .find(CallerContext.of(request), uuid(parts[0]))
            .orElseThrow(() -> ImportFaults.unknown().exception());
    if (parts.length == 1) {
      requireMethod(response, method, "GET", "HEAD", "DELETE");
      if (method.equals("DELETE")) {
        cancel(request, response, job);
      } else {
        status(request, response, job);
      }
    } else if (parts.length == 2) {
      requireMethod(response, method, "PUT", "POST");
      upload(request, response, job, input(job, parts[1]));
    } else if (parts.length == 3 && parts[2].equals("errors")) {
      requireMethod(response, method, "GET");
      errors(response, job, input(job, parts[1]));
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
    kickOff.require(request, kickOff.checked(manifest).types());
    UUID id = kickOff.begin(request, manifest);
    if (rows) {
      try {
        keep(request, id, 0);
      } catch (IOException | RuntimeException broken) {
        table.remove(CallerContext.of(request), id);
        worker.forget(id);
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
      throw ImportFaults.of(409, IssueType.CONFLICT, "import-uploaded", "").exception();
    }
    keep(request, job.id(), input.number());
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private void keep(HttpServletRequest request, UUID job, int number) throws IOException {
    try {
      long length = files.receive(job, number, request.getInputStream());
      if (!table.uploaded(job, number, length)) {
        throw ImportFaults.of(409, IssueType.CONFLICT, "import-uploaded", "").exception();
      }
    } catch (ImportFiles.TooLong tooLong) {
      throw ImportFaults.of(
              413, IssueType.TOOLONG, "import-upload-too-large", "", settings.maxUpload().toBytes())
          .exception();
    }
  }

  private void status(HttpServletRequest request, HttpServletResponse response, ImportJob job)
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
    byte[] body = json.writeValueAsBytes(ImportReport.of(job, kickOff.place(request, job.id())));
    response.setContentType("application/json");
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }

  private void cancel(HttpServletRequest request, HttpServletResponse response, ImportJob job) {
    table.remove(CallerContext.of(request), job.id());
    worker.forget(job.id());
    response.setStatus(HttpServletResponse.SC_ACCEPTED);
  }

  private void errors(HttpServletResponse response, ImportJob job, ImportInput input)
      throws IOException {
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
