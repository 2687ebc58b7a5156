package org.xiangqiao.server.terminology.load;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.xiangqiao.server.rest.interaction.AccessGuard.Access;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.binary.BinaryContents;
import org.xiangqiao.store.binary.BinaryVersion;
import org.xiangqiao.terminology.service.load.LoadJobs;
import org.xiangqiao.terminology.service.load.LoadOptions;
import org.xiangqiao.terminology.service.load.SourceProblem;

/** Reads what is asked for, takes the file in, and begins a job. */
final class CodeImportKickOff {

  /** To create and to update the CodeSystem, and the scope of this product for loading in bulk. */
  static final OperationRights RIGHTS =
      new OperationRights(
          List.of(
              new Access(RestOperationTypeEnum.CREATE, "CodeSystem", null, null),
              new Access(RestOperationTypeEnum.UPDATE, "CodeSystem", "-", null)),
          Set.of("xiangqiao/data.import"));

  private static final Map<String, String> FORMATS =
      Map.of(
          "text/csv", "csv",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx",
          "application/claml+xml", "claml",
          "application/octet-stream", "");

  private final LoadJobs jobs;
  private final FhirStore store;
  private final BinaryContents binaries;

  CodeImportKickOff(LoadJobs jobs, FhirStore store, BinaryContents binaries) {
    this.jobs = jobs;
    this.store = store;
    this.binaries = binaries;
  }

  /** Whether a body of this type is the file itself. */
  static boolean isFile(String contentType) {
    return FORMATS.containsKey(bare(contentType));
  }

  private static String bare(String contentType) {
    return String.valueOf(contentType).split(";")[0].trim().toLowerCase(Locale.ROOT);
  }

  UUID begin(OperationRequest call) {
    String type = call.http().getHeader("Content-Type");
    LoadOptions options = options(call, isFile(type) ? FORMATS.get(bare(type)) : "");
    String url = call.text("url").orElseThrow();
    String version = call.text("version").orElseThrow();
    if (url.isBlank() || url.contains("|") || url.length() > 500) {
      throw CodeImportFaults.option("url", url).exception();
    }
    if (version.isBlank() || version.length() > 100) {
      throw CodeImportFaults.option("version", version).exception();
    }
    try {
      if (isFile(type)) {
        InputStream body = call.http().getServletRequest().getInputStream();
        return jobs.load(
            call.caller(),
            url,
            version,
            options,
            call.http().getServletRequest().getContentLengthLong(),
            body);
      }
      return ofBinary(call, url, version, options);
    } catch (SourceProblem refused) {
      if (refused.rule().equals("load-too-many")) {
        call.http().getServletResponse().setHeader("Retry-After", "30");
      }
      throw CodeImportFaults.of(refused).exception();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private UUID ofBinary(OperationRequest call, String url, String version, LoadOptions options)
      throws IOException {
    String source = call.text("source").orElse("");
    String id = source.startsWith("Binary/") ? source.substring("Binary/".length()) : "";
    Caller caller = call.caller();
    BinaryVersion binary =
        id.matches("[A-Za-z0-9.-]{1,64}") ? store.readBinary(caller, id, null).orElse(null) : null;
    if (binary == null || binary.content() == null) {
      throw new SourceProblem("load-source");
    }
    Path file = Files.createTempFile("codes-", ".binary");
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        binaries.copy(caller, binary.content(), 0, binary.content().length(), out);
      }
      try (InputStream in = Files.newInputStream(file)) {
        return jobs.load(caller, url, version, options, binary.content().length(), in);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static LoadOptions options(OperationRequest call, String usual) {
    LoadOptions options =
        new LoadOptions(
            call.text("format").orElse(usual),
            call.text("title").orElse(null),
            call.text("language").orElse(null),
            call.text("charset").orElse(null),
            call.text("sheet").orElse(null),
            columns(call.texts("columns")),
            call.text("hierarchy").orElse(null),
            call.text("duplicates").orElse(null),
            call.text("orphans").orElse(null),
            call.text("lenient").map(Boolean::valueOf).orElse(false),
            call.text("activate").map(Boolean::valueOf).orElse(false));
    if (options.wrong() != null) {
      throw CodeImportFaults.option(options.wrong(), call.text(options.wrong()).orElse("-"))
          .exception();
    }
    return options;
  }

  /** {@code code=编码,display=名称}; several parameters or one. */
  private static Map<String, String> columns(List<String> texts) {
    Map<String, String> columns = new LinkedHashMap<>();
    texts.stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .forEach(
            each -> {
              String[] pair = each.split("=", 2);
              if (pair.length < 2 || pair[0].isBlank() || pair[1].isBlank()) {
                throw CodeImportFaults.option("columns", each).exception();
              }
              columns.put(pair[0].strip(), pair[1].strip());
            });
    return columns;
  }
}
