package org.xiangqiao.server.bulkimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.store.Caller;

/** Where files come from, and where not. */
class ImportFilesTest {

  @TempDir Path directory;

  @Test
  void aFileIsFetchedOnceAndNoRedirectIsFollowed() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] body = "{\"resourceType\":\"Basic\"}\n".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/rows",
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.createContext(
        "/elsewhere",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/rows");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.start();
    String base = "http://localhost:" + server.getAddress().getPort();
    ImportFiles files = new ImportFiles(directory, 1000);
    ImportJob job = job();
    try {
      assertThat(files.open(job, input(0, base + "/rows"), () -> {})).hasBinaryContent(body);
      assertThatThrownBy(() -> files.open(job, input(1, base + "/elsewhere"), () -> {}))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(
              () -> new ImportFiles(directory, 5).open(job, input(2, base + "/rows"), () -> {}))
          .isInstanceOf(ImportFiles.TooLong.class);
    } finally {
      server.stop(0);
    }
    assertThat(files.open(job, input(0, base + "/rows"), () -> {})).hasBinaryContent(body);
    files.forget(job.id());
    assertThat(directory.resolve(".jobs").resolve(job.id().toString())).doesNotExist();
  }

  @Test
  void aLinkDoesNotLeadOutOfTheFolder() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "s");
    Path folder = Files.createDirectory(directory.resolve("import"));
    Files.createSymbolicLink(folder.resolve("link"), secret);
    Files.writeString(folder.resolve("rows"), "r");
    ImportFiles files = new ImportFiles(folder, 1000);
    assertThat(files.open(job(), input(0, "file:rows"), () -> {})).hasContent("r");
    assertThatThrownBy(() -> files.open(job(), input(0, "file:link"), () -> {}))
        .isInstanceOf(IOException.class);
  }

  @Test
  void anUploadThatIsTooLongLeavesNothing() throws IOException {
    ImportFiles files = new ImportFiles(directory, 3);
    UUID id = UUID.randomUUID();
    assertThatThrownBy(() -> files.receive(id, 0, new ByteArrayInputStream(new byte[4])))
        .isInstanceOf(ImportFiles.TooLong.class);
    try (var left = Files.list(directory.resolve(".jobs").resolve(id.toString()))) {
      assertThat(left).isEmpty();
    }
    assertThat(files.receive(id, 0, new ByteArrayInputStream(new byte[3]))).isEqualTo(3);
  }

  @Test
  void onlyAllowedAddressesAreTaken() {
    List<String> allowed = List.of("https://data.example.org/county/");
    for (String good : List.of("https://data.example.org/county/a.ndjson", "upload:", "file:a/b")) {
      assertThat(manifest(good).checked(Set.of("Basic"), allowed).inputs()).hasSize(1);
    }
    for (String bad :
        List.of(
            "https://data.example.org/other/a",
            "https://data.example.org/county/../other/a",
            "https://data.example.org/county/%2e%2e/other",
            "https://data.example.org.evil.org/county/",
            "http://data.example.org/county/a",
            "https://user@data.example.org/county/",
            "file:../x",
            "file:a/../../x",
            "file:")) {
      assertThatThrownBy(() -> manifest(bad).checked(Set.of("Basic"), allowed))
          .as(bad)
          .isInstanceOf(FaultException.class);
    }
    assertThatThrownBy(
            () ->
                new ImportSettings(
                    List.of("https://data.example.org"),
                    null,
                    1,
                    1,
                    null,
                    null,
                    null,
                    1,
                    null,
                    null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ImportManifest manifest(String source) {
    return new ImportManifest(List.of(new ImportManifest.Input("Basic", source)));
  }

  private static ImportJob job() {
    return new ImportJob(
        UUID.randomUUID(),
        new Caller(1, "c", "", "r"),
        "",
        "running",
        1,
        null,
        Instant.EPOCH,
        Instant.EPOCH,
        1,
        List.of());
  }

  private static ImportInput input(int number, String source) {
    return new ImportInput(number, "Basic", source, null, 0, 0, 0, 0, 0, 0, false);
  }
}
