package org.xiangqiao.bench.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** An {@link OpenSearchNode} in a process of its own, and what its indexes are. */
final class SearchCluster implements AutoCloseable {

  private final Path data;
  private final int port = ChildProcess.freePort();
  private final ChildProcess process;

  SearchCluster(Path folder) throws IOException {
    data = folder.resolve("opensearch");
    process =
        new ChildProcess(
            port,
            folder.resolve("opensearch.log"),
            List.of(
                "-cp",
                System.getProperty("java.class.path"),
                OpenSearchNode.class.getName(),
                String.valueOf(port),
                data.toString()));
  }

  String uri() {
    return "http://127.0.0.1:" + port;
  }

  void start() throws IOException {
    process.start();
  }

  void awaitReady() throws IOException, InterruptedException {
    process.awaitReady("/_cluster/health?wait_for_status=yellow&timeout=1s");
  }

  void kill() throws InterruptedException {
    process.kill();
  }

  /** Names of all indexes of the product. */
  Set<String> indexes() throws IOException, InterruptedException {
    Set<String> names = new TreeSet<>();
    get("/_cat/indices/xiangqiao-*?format=json&h=index")
        .forEach(each -> names.add(each.get("index").asText()));
    return names;
  }

  /** How many searches for concepts it has answered. */
  long conceptSearches() throws IOException, InterruptedException {
    return get("/xiangqiao-concept-*,-xiangqiao-concept-place-*/_stats/search")
        .at("/_all/total/search/query_total")
        .asLong();
  }

  /** Whether a file of any index, log of writes included, has a word in plain letters. */
  boolean hasInFiles(String word) throws IOException, InterruptedException {
    HttpResponse<String> flushed =
        process.send(process.request("/_flush?force=true").POST(BodyPublishers.noBody()));
    if (flushed.statusCode() != 200) {
      throw new IOException(flushed.body());
    }
    byte[] sought = word.getBytes(StandardCharsets.UTF_8);
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(Files::isRegularFile).anyMatch(file -> contains(file, sought));
    }
  }

  private static boolean contains(Path file, byte[] sought) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
          .contains(new String(sought, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException merged) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = process.send(process.request(path));
    if (answer.statusCode() != 200) {
      throw new IOException(path + ": " + answer.body());
    }
    return new ObjectMapper().readTree(answer.body());
  }

  @Override
  public void close() throws InterruptedException {
    process.close();
  }
}
