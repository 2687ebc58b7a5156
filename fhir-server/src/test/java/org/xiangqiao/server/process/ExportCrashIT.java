package org.xiangqiao.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed again and again while it exports, as it would lose its power; the files are
 * complete in the end and hold nothing twice. {@code bench/export.sh} runs it with a million
 * resources.
 */
class ExportCrashIT {

  private static final int RESOURCES = Integer.getInteger("export.resources", 6_000);
  private static final int KILLS = Integer.getInteger("export.kills", 1);
  private static final int AT_ONCE = 500;

  /** One Patient for so many resources. */
  private static final int PER_PATIENT = 10;

  private static final Pattern NUMBER = Pattern.compile("\"id\":\"n-(\\d+)\"");
  private static final Pattern EXPORTED = Pattern.compile("(\\d+) resources");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void exportSurvivesKills(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory)
      throws Exception {
    // Small slices for a small run, so that there is something to interrupt.
    int slice = Math.max(50, Math.min(5000, RESOURCES / 200));
    try (PackagedServer server =
        new PackagedServer(
            directory,
            List.of(
                "--xiangqiao.export.slice-rows=" + slice,
                "--xiangqiao.export.lines-per-file=" + RESOURCES / 4,
                "--xiangqiao.export.lease=5s"))) {
      server.start();
      long loading = System.nanoTime();
      load(server);
      long begun = System.nanoTime();
      HttpResponse<Void> accepted =
          server.send("GET", "/fhir/$export?_type=Observation,Patient", "Prefer", "respond-async");
      assertThat(accepted.statusCode()).isEqualTo(202);
      String status = accepted.headers().firstValue("Content-Location").orElseThrow();

      int kills = 0;
      for (int kill = 1; kill <= KILLS; kill++) {
        long moment = (long) RESOURCES * kill / (KILLS + 1);
        await()
            .pollInterval(Duration.ofMillis(2))
            .atMost(Duration.ofMinutes(20))
            .until(() -> exported(server, status) >= moment);
        boolean halfDone = exported(server, status) < RESOURCES;
        server.kill();
        server.start();
        kills += halfDone ? 1 : 0;
      }
      await()
          .pollInterval(Duration.ofMillis(100))
          .atMost(Duration.ofMinutes(30))
          .until(() -> exported(server, status) == Long.MAX_VALUE);
      long ended = System.nanoTime();

      JsonNode manifest = JSON.readTree(server.get(status, server.token()).body());
      assertThat(kills).as("kills while it was exporting").isPositive();
      assertThat(manifest.findValuesAsText("url"))
          .as("files of later workers")
          .anyMatch(url -> url.matches(".*\\.([2-9]|[1-9]\\d+)\\.\\d+\\.ndjson"));
      BitSet seen = new BitSet(RESOURCES);
      long lines = 0;
      for (JsonNode file : manifest.get("output")) {
        lines += read(server, file.get("url").asText(), file.get("count").asLong(), seen);
      }
      assertThat(lines).as("nothing twice").isEqualTo(RESOURCES);
      assertThat(seen.cardinality()).as("nothing missing").isEqualTo(RESOURCES);

      System.out.printf(
          Locale.ROOT,
          "%d resources: loaded in %d s, exported in %d s with %d kills, restarts included%n",
          RESOURCES,
          seconds(begun - loading),
          seconds(ended - begun),
          kills);
      assertThat(server.send("DELETE", status).statusCode()).isEqualTo(202);
      try (Stream<Path> left = java.nio.file.Files.list(directory.resolve("export"))) {
        assertThat(left.map(path -> path.getFileName().toString())).containsExactly("directory.id");
      }
    }
  }

  private static long seconds(long nanos) {
    return Duration.ofNanos(nanos).toSeconds();
  }

  /** {@link Long#MAX_VALUE} when it has ended. */
  private static long exported(PackagedServer server, String status) throws Exception {
    HttpResponse<String> answer = server.get(status, server.token());
    if (answer.statusCode() == 200) {
      return Long.MAX_VALUE;
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    Matcher exported =
        EXPORTED.matcher(answer.headers().firstValue("X-Progress").orElse("waiting"));
    return exported.find() ? Long.parseLong(exported.group(1)) : 0;
  }

  private static long read(PackagedServer server, String url, long count, BitSet seen)
      throws Exception {
    long lines = 0;
    try (InputStream body = server.stream(url);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        Matcher number = NUMBER.matcher(line);
        assertThat(line).startsWith("{\"resourceType\"").endsWith("}");
        assertThat(number.find()).isTrue();
        int id = Integer.parseInt(number.group(1));
        assertThat(seen.get(id)).as("n-%d twice", id).isFalse();
        seen.set(id);
        lines++;
      }
    }
    assertThat(lines).isEqualTo(count);
    return lines;
  }

  private static void load(PackagedServer server) throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(4);
    List<Future<?>> sent = new ArrayList<>();
    for (int from = 0; from < RESOURCES; from += AT_ONCE) {
      int first = from;
      sent.add(
          senders.submit(
              () -> {
                server.transaction(bundle(first, Math.min(RESOURCES, first + AT_ONCE)));
                return null;
              }));
    }
    for (Future<?> each : sent) {
      each.get();
    }
    senders.shutdown();
  }

  private static String bundle(int from, int to) throws IOException {
    StringBuilder bundle =
        new StringBuilder("{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[");
    for (int n = from; n < to; n++) {
      boolean patient = n % PER_PATIENT == 0;
      String type = patient ? "Patient" : "Observation";
      bundle.append(n == from ? "" : ",").append("{\"resource\":");
      if (patient) {
        bundle.append(
            "{\"resourceType\":\"Patient\",\"id\":\"n-%d\",\"name\":[{\"text\":\"居民%d\"}]}"
                .formatted(n, n));
      } else {
        bundle.append(
            """
            {"resourceType":"Observation","id":"n-%d","status":"final",
             "code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},
             "subject":{"reference":"Patient/n-%d"},"effectiveDateTime":"2024-03-01T08:00:00+08:00",
             "valueQuantity":{"value":%d,"unit":"mm[Hg]"}}"""
                .formatted(n, n - n % PER_PATIENT, 100 + n % 60));
      }
      bundle.append(",\"request\":{\"method\":\"PUT\",\"url\":\"%s/n-%d\"}}".formatted(type, n));
    }
    return bundle.append("]}").toString();
  }
}
