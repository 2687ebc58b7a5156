package org.xiangqiao.server.bulkimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.server.bulkimport.ImportFiles.Kept;

/** Other servers that answer, refuse, send elsewhere, or say nothing any more. */
@Timeout(60)
class ImportSourceTest {

  private static final byte[] BODY =
      "{\"resourceType\":\"Basic\"}\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;

  private final UUID job = UUID.randomUUID();
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;
  private ImportFiles files;

  @BeforeEach
  void start() throws IOException {
    files = new ImportFiles(directory, 1000, 0);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/rows", exchange -> answer(exchange, 200, BODY.length, BODY));
    server.createContext("/broken", exchange -> answer(exchange, 200, BODY.length + 1, BODY));
    server.createContext("/busy", exchange -> answer(exchange, 503, -1, new byte[0]));
    server.createContext("/absent", exchange -> answer(exchange, 404, -1, new byte[0]));
    server.createContext(
        "/elsewhere",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/rows");
          answer(exchange, 302, -1, new byte[0]);
        });
    server.createContext("/mute", exchange -> waited());
    server.createContext(
        "/stuck",
        exchange -> {
          exchange.sendResponseHeaders(200, 500);
          exchange.getResponseBody().write(BODY);
          exchange.getResponseBody().flush();
          waited();
        });
    server.createContext(
        "/dripping",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (true) {
              exchange.getResponseBody().write(' ');
              exchange.getResponseBody().flush();
              over.await(20, TimeUnit.MILLISECONDS);
            }
          } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
  }

  @Test
  void whatIsWholeIsKept() throws IOException {
    Kept kept = fetch("/rows", Duration.ofSeconds(20), Duration.ofSeconds(20));
    assertThat(files.kept(job, 0, kept.name())).hasBinaryContent(BODY);
    assertThat(kept.length()).isEqualTo(BODY.length);
  }

  @Test
  void whoSendsElsewhereOrNothingIsNotAskedAgain() {
    for (String path : new String[] {"/elsewhere", "/absent"}) {
      assertThatThrownBy(() -> fetch(path, Duration.ofSeconds(20), Duration.ofSeconds(20)))
          .isInstanceOf(ImportSource.Refused.class);
    }
    for (String path : new String[] {"/busy", "/broken"}) {
      assertThatThrownBy(() -> fetch(path, Duration.ofSeconds(20), Duration.ofSeconds(20)))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(ImportSource.Refused.class);
    }
    assertThatThrownBy(
            () ->
                new ImportSource(
                        new ImportFiles(directory, 5, 0),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20))
                    .fetch(job, 0, address("/rows"), () -> {}))
        .isInstanceOf(ImportFiles.TooLong.class);
  }

  @Test
  void whoSaysNothingIsLeft() throws IOException {
    for (String path : new String[] {"/mute", "/stuck"}) {
      assertThatThrownBy(() -> fetch(path, Duration.ofMillis(300), Duration.ofSeconds(50)))
          .as(path)
          .isInstanceOf(ImportSource.Silent.class);
    }
    assertThatThrownBy(() -> fetch("/dripping", Duration.ofSeconds(4), Duration.ofMillis(300)))
        .isInstanceOf(ImportSource.Silent.class);
    try (var left = Files.list(directory.resolve(".jobs").resolve(job.toString()))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aFileThatIsNotWantedAnyMoreIsNotWaitedFor() {
    for (String path : new String[] {"/mute", "/stuck"}) {
      assertThatThrownBy(
              () ->
                  new ImportSource(files, Duration.ofSeconds(4), Duration.ofMinutes(5))
                      .fetch(
                          job,
                          0,
                          address(path),
                          () -> {
                            throw new ImportLease.Lost();
                          }))
          .as(path)
          .isInstanceOf(ImportLease.Lost.class);
    }
  }

  private Kept fetch(String path, Duration silence, Duration limit) throws IOException {
    return new ImportSource(files, silence, limit).fetch(job, 0, address(path), () -> {});
  }

  private String address(String path) {
    return "http://localhost:" + server.getAddress().getPort() + path;
  }

  private void waited() {
    try {
      over.await();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, long length, byte[] body)
      throws IOException {
    exchange.sendResponseHeaders(status, length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
