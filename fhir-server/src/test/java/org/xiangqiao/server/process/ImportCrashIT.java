package org.xiangqiao.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * While 8,000 rows and a table of codes are loaded the server is killed twice. Every row is loaded
 * exactly once, and every bad row is reported exactly once.
 */
class ImportCrashIT {

  private static final int ROWS = Integer.getInteger("import.rows", 8_000);
  private static final int EVERY_BAD = 1_000;
  private static final Pattern LOADED = Pattern.compile("(\\d+) rows loaded");

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void everyRowIsLoadedOnce(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory)
      throws Exception {
    Path folder = Files.createDirectories(directory.resolve("import/1"));
    residents(folder.resolve("Patient.ndjson"));
    visits(folder.resolve("Encounter.ndjson"));
    try (PackagedServer server = new PackagedServer(directory, CodeTable.SETTINGS)) {
      server.start();
      HttpResponse<String> begun =
          server.post(
              "/fhir/_import",
              """
              {"inputFormat":"application/fhir+ndjson","input":[
                {"type":"Encounter","url":"file:Encounter.ndjson"},
                {"type":"Patient","url":"file:Patient.ndjson"}]}""",
              server.token());
      assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
      String job = begun.headers().firstValue("Content-Location").orElseThrow();
      await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(Duration.ofMinutes(4))
          .until(() -> loaded(server, job) >= ROWS / 4);
      CodeTable codes = CodeTable.begin(server);
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(Duration.ofMinutes(1))
          .until(() -> codes.place() > 0);
      assertThat(codes.isUnderWay()).as("killed within the codes").isTrue();
      server.kill();
      server.start();
      await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(Duration.ofMinutes(4))
          .until(() -> loaded(server, job) >= ROWS * 3 / 4);
      server.kill();
      server.start();
      await()
          .pollInterval(Duration.ofMillis(200))
          .atMost(Duration.ofMinutes(4))
          .until(() -> server.get(job, server.token()).statusCode() == 200 && codes.isDone());
      codes.assertWhole();

      JsonNode report = json.readTree(server.get(job, server.token()).body());
      assertThat(report.get("state").asText()).as(report.toString()).isEqualTo("done");
      int bad = ROWS / 2 / EVERY_BAD;
      for (JsonNode output : report.get("output")) {
        assertThat(output.get("created").asInt()).isEqualTo(ROWS / 2 - bad);
        assertThat(output.get("updated").asInt() + output.get("unchanged").asInt()).isZero();
      }
      for (JsonNode error : report.get("error")) {
        assertThat(error.get("count").asInt()).isEqualTo(bad);
        assertThat(server.get(error.get("url").asText(), server.token()).body().lines().distinct())
            .hasSize(bad);
      }
      for (String type : List.of("Patient", "Encounter")) {
        JsonNode count =
            json.readTree(server.get("/fhir/" + type + "?_summary=count", server.token()).body());
        assertThat(count.get("total").asInt()).isEqualTo(ROWS / 2 - bad);
      }
      JsonNode last =
          json.readTree(server.get("/fhir/Encounter/v-" + (ROWS / 2 - 1), server.token()).body());
      assertThat(last.at("/meta/versionId").asText()).isEqualTo("1");
    }
  }

  /** All of them if the job is done. */
  private static int loaded(PackagedServer server, String job)
      throws IOException, InterruptedException {
    HttpResponse<String> status = server.get(job, server.token());
    if (status.statusCode() == 200) {
      return ROWS;
    }
    Matcher rows = LOADED.matcher(status.headers().firstValue("X-Progress").orElse(""));
    return rows.find() ? Integer.parseInt(rows.group(1)) : 0;
  }

  private static void residents(Path file) throws IOException {
    try (PrintWriter rows = new PrintWriter(Files.newBufferedWriter(file))) {
      for (int i = 0; i < ROWS / 2; i++) {
        rows.println(
            i % EVERY_BAD == 7
                ? "{\"resourceType\":\"Patient\",\"id\":\"p-" + i + "\",\"gender\":\"bad\"}"
                : "{\"resourceType\":\"Patient\",\"id\":\"p-%d\",\"name\":[{\"family\":\"导入\",\"given\":[\"%d\"]}],\"gender\":\"female\"}"
                    .formatted(i, i));
      }
    }
  }

  /** Bad ones are those of residents that are bad. */
  private static void visits(Path file) throws IOException {
    try (PrintWriter rows = new PrintWriter(Files.newBufferedWriter(file))) {
      for (int i = 0; i < ROWS / 2; i++) {
        rows.println(
            """
            {"resourceType":"Encounter","id":"v-%d","status":"finished","class":{"code":"AMB"},\
            "subject":{"reference":"Patient/p-%d"},"period":{"start":"2026-01-02"}}"""
                .formatted(i, i));
      }
    }
  }
}
