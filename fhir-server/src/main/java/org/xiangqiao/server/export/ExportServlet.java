package org.xiangqiao.server.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.job.JobAddress;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.server.rest.web.AccessDetail;
import org.xiangqiao.server.rest.web.Served;

/**
 * Status, manifest and files of exports (Bulk Data Access 2.0, sections 2.5 and 2.6). Only the
 * client that asked sees an export, and a file only with a token that covers its type.
 */
final class ExportServlet extends HttpServlet {

  /** Where exports are asked after, below the FHIR base. */
  static final String PATH = "/_export/";

  private static final long serialVersionUID = 1L;

  private final transient ExportTable table;
  private final transient ExportFiles files;
  private final transient ExportDirectory directory;
  private final transient ExportScopes scopes;
  private final transient PublicAddress address;
  private final transient OperationOutcomes outcomes;
  private final transient ObjectMapper json;

  ExportServlet(
      ExportTable table,
      ExportFiles files,
      ExportDirectory directory,
      ExportScopes scopes,
      PublicAddress address,
      OperationOutcomes outcomes,
      ObjectMapper json) {
    this.table = table;
    this.files = files;
    this.directory = directory;
    this.scopes = scopes;
    this.address = address;
    this.outcomes = outcomes;
    this.json = json;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<JobAddress> asked = JobAddress.of(request);
    if (asked.isEmpty()) {
      outcomes.write(request, response, RestFaults.ofStatus(404));
      return;
    }
    UUID id = asked.get().id();
    String file = asked.get().part();
    switch (request.getMethod()) {
      case "GET", "HEAD" -> {
        Optional<ExportView> found = table.find(CallerContext.of(request), id);
        if (found.isEmpty()) {
          outcomes.write(request, response, ExportFaults.unknown());
        } else if (file == null) {
          tell(request, response, found.get());
        } else {
          give(request, response, found.get(), file);
        }
      }
      case "DELETE" -> {
        if (file == null) {
          cancel(request, response, id);
        } else {
          notAllowed(request, response, "GET, HEAD");
        }
      }
      default -> notAllowed(request, response, file == null ? "GET, HEAD, DELETE" : "GET, HEAD");
    }
  }

  private void notAllowed(HttpServletRequest request, HttpServletResponse response, String allowed)
      throws IOException {
    response.setHeader("Allow", allowed);
    outcomes.write(request, response, RestFaults.notAllowed(request.getMethod(), PATH + "…"));
  }

  private void cancel(HttpServletRequest request, HttpServletResponse response, UUID id)
      throws IOException {
    Served.mark(request, "$export-cancel", null);
    AccessDetail.tell(request, "job=" + id);
    if (files.cancel(CallerContext.of(request), id)) {
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
    } else {
      outcomes.write(request, response, ExportFaults.unknown());
    }
  }

  private void tell(HttpServletRequest request, HttpServletResponse response, ExportView job)
      throws IOException {
    Served.mark(request, "$export-status", null);
    AccessDetail.tell(request, "job=" + job.id());
    if (job.failed()) {
      outcomes.write(
          request,
          response,
          ExportFaults.of(500, IssueType.INCOMPLETE, "export-failed", "", job.problem()));
      return;
    }
    if (!job.done()) {
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
      response.setHeader("X-Progress", job.progress());
      response.setHeader("Retry-After", job.exported() < 100_000 ? "1" : "10");
      return;
    }
    ExportManifest manifest = new ExportManifest(job, table.files(job.id()));
    AccessDetail.tell(request, manifest.counts());
    byte[] body =
        json.writeValueAsBytes(manifest.json(address.fhirBase(request) + PATH + job.id()));
    response.setHeader(
        "Expires",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(job.expiresAt().atOffset(ZoneOffset.UTC)));
    response.setContentType("application/json");
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }

  private void give(
      HttpServletRequest request, HttpServletResponse response, ExportView job, String name)
      throws IOException {
    Optional<ExportFile> found =
        job.done()
            ? table.files(job.id()).stream().filter(file -> file.name().equals(name)).findFirst()
            : Optional.empty();
    if (found.isEmpty()) {
      outcomes.write(request, response, ExportFaults.unknown());
      return;
    }
    ExportFile file = found.get();
    Served.mark(request, "$export-file", file.type());
    AccessDetail.tell(request, "job=" + job.id() + "&file=" + name + "&count=" + file.lines());
    try {
      scopes.require(request, file.type());
    } catch (FaultException refused) {
      outcomes.write(request, response, refused);
      return;
    }
    try (FileChannel channel =
        FileChannel.open(directory.of(job.id()).resolve(file.name()), StandardOpenOption.READ)) {
      FileDownload.send(request, response, file, channel);
    } catch (NoSuchFileException absent) {
      outcomes.write(
          request,
          response,
          directory.id().equals(job.directory())
              ? ExportFaults.unknown()
              : ExportFaults.of(503, IssueType.TRANSIENT, "export-elsewhere", ""));
    }
  }
}
