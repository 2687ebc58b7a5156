package org.xiangqiao.suites.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.suites.KnownFailures;
import org.xiangqiao.suites.RunningServer;
import org.xiangqiao.suites.SuiteTable;

/**
 * Tens of thousands of broken requests, and the server is as it was. {@code -Dfuzz.requests=N} for
 * more, {@code -Dfuzz.seed=S} for others, {@code -Dfuzz.only=n} for a single one of a report.
 */
class FuzzIT {

  private static final int CONNECTIONS = 6;

  /** Milliseconds after which a request counts as hanging. */
  private static final int PATIENCE = 30_000;

  private static final long SEED = Long.getLong("fuzz.seed", 20261122);
  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 50_000);
  private static final int ONLY = Integer.getInteger("fuzz.only", -1);

  private static RunningServer server;
  private static ServerErrors errors;
  private static String token;

  /** Words of the server's log by which a known fault is told. */
  private final KnownFailures known = new KnownFailures(FuzzIT.class, "fuzz.csv");

  private final Findings findings = new Findings();
  private final SuiteTable table = new SuiteTable("fuzz", "generated from seed " + SEED);
  private final Map<String, LongAdder> statuses = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> kinds = new ConcurrentHashMap<>();

  @BeforeAll
  static void start() {
    server = new RunningServer(Map.of("xiangqiao.rest.max-body", "512KB"));
    token = server.token();
    errors = ServerErrors.listen();
  }

  @AfterAll
  static void stop() {
    errors.stop();
    server.close();
  }

  @Test
  void nothingBreaksTheServer() throws Exception {
    Requests requests = new Requests(SEED, new Seeds(FhirContext.forR4Cached()), token, populate());
    if (ONLY >= 0) {
      run(requests, ONLY, ONLY + 1);
    } else {
      int warm = REQUESTS / 10;
      run(requests, 0, warm);
      int threads = ManagementFactory.getThreadMXBean().getThreadCount();
      run(requests, warm, REQUESTS);
      int more = ManagementFactory.getThreadMXBean().getThreadCount() - threads;
      if (more > 20) {
        findings.add(-1, Request.malformed("all", new byte[0]), "threads grow", "" + more);
      }
    }
    report();
    assertThat(findings.without(known.reasons().keySet()))
        .as("seed %d, see target/fuzz-findings.txt", SEED)
        .isEmpty();
    assertServerIsAsBefore();
  }

  private void run(Requests requests, int from, int to) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
    AtomicInteger next = new AtomicInteger(from);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        all.add(
            clients.submit(
                () -> {
                  try (Connection connection = new Connection(server.port(), PATIENCE)) {
                    for (int n = next.getAndIncrement(); n < to; n = next.getAndIncrement()) {
                      one(connection, n, requests.get(n));
                    }
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      clients.shutdownNow();
    }
  }

  private void one(Connection connection, int number, Request request) {
    kinds.computeIfAbsent(request.kind(), any -> new LongAdder()).increment();
    try {
      Answer answer = connection.send(request);
      statuses
          .computeIfAbsent(
              answer.status() == 0 ? "none" : answer.status() + "", s -> new LongAdder())
          .increment();
      String fault = Verdict.on(request, answer, PATIENCE);
      if (fault == null) {
        table.pass("request " + number);
      } else {
        String logged = errors.of(answer.header("x-request-id"));
        fault(number, request, fault, logged.isEmpty() ? shortened(answer) : logged);
      }
      if (ONLY >= 0) {
        System.out.println(request.shown() + "\n---\n" + answer.status() + "\n" + answer.text());
      }
    } catch (SocketTimeoutException hang) {
      fault(number, request, "no answer within " + PATIENCE + " ms", "");
    } catch (IOException | RuntimeException broken) {
      fault(number, request, "answer is no HTTP", broken.toString());
    }
  }

  private void fault(int number, Request request, String fault, String detail) {
    findings.add(number, request, fault, detail);
    table.fail("request " + number, fault);
  }

  private static String shortened(Answer answer) {
    String text = answer.text();
    return text.substring(0, Math.min(text.length(), 400)).replace('\n', ' ');
  }

  /** Something to find, to change and to delete; gives the cursors of real pages. */
  private List<String> populate() throws IOException {
    List<String> cursors = new ArrayList<>();
    try (Connection connection = new Connection(server.port(), PATIENCE)) {
      List<String> headers =
          List.of("Authorization", "Bearer " + token, "Content-Type", "application/fhir+json");
      for (String type : List.of("Patient", "Organization", "Basic", "Location", "List")) {
        for (int i = 1; i < 10; i++) {
          String rest =
              switch (type) {
                case "Basic" -> ",\"code\":{\"text\":\"x\"}";
                case "List" -> ",\"status\":\"current\",\"mode\":\"working\"";
                default -> "";
              };
          String body = "{\"resourceType\":\"%s\",\"id\":\"fuzz-%d\"%s}".formatted(type, i, rest);
          Answer stored =
              connection.send(
                  Request.of(
                      "", "PUT", "/fhir/" + type + "/fuzz-" + i, headers, body.getBytes(UTF_8)));
          assertThat(stored.status()).as(stored.text()).isEqualTo(201);
        }
        for (String page : List.of("?_count=2", "/_history?_count=2")) {
          Answer first =
              connection.send(Request.of("", "GET", "/fhir/" + type + page, headers, null));
          new ObjectMapper()
              .readTree(first.body())
              .findValuesAsText("url")
              .forEach(
                  url -> {
                    if (url.contains("_page=")) {
                      cursors.add(url.replaceFirst(".*_page=([^&]*).*", "$1"));
                    }
                  });
        }
      }
    }
    assertThat(cursors).isNotEmpty();
    return cursors;
  }

  private void assertServerIsAsBefore() throws IOException {
    try (Connection connection = new Connection(server.port(), PATIENCE)) {
      Answer health =
          connection.send(Request.of("", "GET", "/actuator/health/readiness", List.of(), null));
      assertThat(health.status()).as(health.text()).isEqualTo(200);
      List<String> headers =
          List.of("Authorization", "Bearer " + token, "Content-Type", "application/fhir+json");
      byte[] patient = "{\"resourceType\":\"Patient\",\"active\":true}".getBytes(UTF_8);
      Answer created = connection.send(Request.of("", "POST", "/fhir/Patient", headers, patient));
      assertThat(created.status()).as(created.text()).isEqualTo(201);
      Answer found =
          connection.send(
              Request.of("", "GET", "/fhir/Patient?active=true&_count=1", headers, null));
      assertThat(found.text()).contains("\"mode\":\"match\"");
    }
    HikariDataSource pool = (HikariDataSource) server.bean(DataSource.class);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 0);
  }

  private void report() throws IOException {
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target", "fuzz-findings.txt"), findings.report());
    table.figure("requestsByKind", sums(kinds));
    table.figure("answersByStatus", sums(statuses));
    table.write();
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counts) {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((name, count) -> sums.put(name, count.sum()));
    return sums;
  }
}
