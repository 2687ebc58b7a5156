package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** $import: manifests, files, uploads; rows that are refused, wait for others or come again. */
class ImportTest extends RestServerTest {

  private static final String RIGHTS = "system/*.cruds xiangqiao/data.import";
  private static final String[] JSON = {
    SCOPE, RIGHTS, "Content-Type", "application/json", "Prefer", "respond-async"
  };
  private static final String[] ROWS = {
    SCOPE, RIGHTS, "Content-Type", "application/fhir+ndjson", "Prefer", "respond-async"
  };
  private static final String[] FHIR = {SCOPE, RIGHTS, "Prefer", "respond-async"};
  private static final String[] MAY = {SCOPE, RIGHTS};

  @Autowired Environment environment;

  @Test
  void rowsAreLoadedByOneRequestAndBadOnesReported() throws Exception {
    String rows =
        String.join(
            "\n",
            organization("im-1", "一号院"),
            "",
            "{\"resourceType\":\"Organization\",\"id\":\"im-x\",\"nonsense\":1}",
            organization("im-2", "二号院"),
            "{\"resourceType\":\"Organization\",\"name\":\"没有编号\"}",
            "{not json",
            "{\"resourceType\":\"Location\",\"id\":\"im-3\"}",
            "{\"resourceType\":\"Organization\",\"id\":\"im-4\",\"name\":\"四号院\",\"partOf\":{\"reference\":\"Organization/nowhere\"}}",
            organization("im-5", "五号院"),
            "{\"resourceType\":\"Organization\",\"id\":\"im-6\",\"alias\":[\"没有名称\"]}");
    String job = begun(send("POST", "/_import?type=Organization", rows, ROWS));
    JsonNode report = finished(job);

    assertThat(report.get("state").asText()).isEqualTo("done");
    assertThat(report.at("/output/0/created").asInt()).isEqualTo(3);
    assertThat(report.at("/error/0/count").asInt()).isEqualTo(6);
    assertThat(get("/Organization/im-5").json().get("name").asText()).isEqualTo("五号院");
    Reply errors = get(report.at("/error/0/url").asText(), MAY);
    assertThat(errors.header("Content-Type")).startsWith("application/fhir+ndjson");
    List<JsonNode> outcomes =
        errors.text().lines().map(ImportTest::parsed).collect(Collectors.toList());
    assertThat(outcomes)
        .extracting(outcome -> outcome.at("/issue/0/location/0").asText())
        .containsExactly(
            "input[0].line[3]",
            "input[0].line[5]",
            "input[0].line[6]",
            "input[0].line[7]",
            "input[0].line[8]",
            "input[0].line[10]");
    assertThat(outcomes)
        .extracting(outcome -> outcome.at("/issue/0/details/coding/0/code").asText())
        .contains(
            "import-row-id", "import-row-type", "json-syntax", "reference-to-nothing", "org-1");
    assertThat(outcomes)
        .allSatisfy(
            outcome -> assertThat(outcome.at("/issue/0/diagnostics").asText()).isNotBlank());
    assertThat(outcomes.get(4).at("/issue/0/expression/0").asText())
        .isEqualTo("Organization.partOf");
    assertThat(errors.text()).doesNotContain("没有编号");

    JsonNode again = finished(begun(send("POST", "/_import?type=Organization", rows, ROWS)));
    assertThat(again.at("/output/0/created").asInt()).isZero();
    assertThat(again.at("/output/0/unchanged").asInt()).isEqualTo(3);
    assertThat(get("/Organization/im-1").json().at("/meta/versionId").asText()).isEqualTo("1");
  }

  @Test
  void filesMayReferToWhatComesLater() throws Exception {
    String patients =
        IntStream.range(0, 700)
            .mapToObj(
                i ->
                    "{\"resourceType\":\"Patient\",\"id\":\"fw-%d\",\"managingOrganization\":{\"reference\":\"Organization/fw\"}}"
                        .formatted(i))
            .collect(Collectors.joining("\n"));
    String encounters =
        IntStream.range(0, 700)
            .mapToObj(
                i ->
                    """
                    {"resourceType":"Encounter","id":"fw-%d","status":"finished","class":{"code":"AMB"},\
                    "subject":{"reference":"Patient/fw-%d"},"diagnosis":[{"condition":{"reference":"Condition/fw-%d"}}]}"""
                        .formatted(i, 699 - i, i % 3))
            .collect(Collectors.joining("\n"));
    String conditions =
        IntStream.range(0, 3)
            .mapToObj(
                i ->
                    "{\"resourceType\":\"Condition\",\"id\":\"fw-%d\",\"subject\":{\"reference\":\"Patient/fw-1\"}}"
                        .formatted(i))
            .collect(Collectors.joining("\n"));
    file("forward/Encounter.ndjson", encounters);
    file("forward/Condition.ndjson", conditions);
    file("forward/Patient.ndjson", patients);
    file("forward/Organization.ndjson", organization("fw", "总院") + "\n");
    JsonNode report =
        finished(
            begun(
                send(
                    "POST",
                    "/_import",
                    manifest(
                        "Encounter", "file:forward/Encounter.ndjson",
                        "Condition", "file:forward/Condition.ndjson",
                        "Patient", "file:forward/Patient.ndjson",
                        "Organization", "file:forward/Organization.ndjson"),
                    JSON)));
    assertThat(report.get("error")).as(report.toString()).isEmpty();
    assertThat(report.findValuesAsText("created")).containsExactly("700", "3", "700", "1");
    assertThat(get("/Encounter?patient=fw-699&_summary=count").json().get("total").asInt())
        .isEqualTo(1);
    assertThat(
            get("/Patient?_has:Encounter:subject:status=finished&_id=fw-5&_summary=count")
                .json()
                .get("total")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void aRowThatBreaksARuleDoesNotStopTheOthers() throws Exception {
    String taken = resident("邰");
    create(taken);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      String id = "key-" + i;
      String person = i == 11 ? taken : resident("邰");
      rows.append(
              person.replaceFirst("\\{", "{\"id\":\"" + id + "\",").replaceAll("\\s*\\n\\s*", ""))
          .append('\n');
    }
    JsonNode report = finished(begun(send("POST", "/_import?type=Patient", rows.toString(), ROWS)));
    assertThat(report.at("/output/0/created").asInt()).isEqualTo(19);
    Reply errors = get(report.at("/error/0/url").asText(), MAY);
    assertThat(errors.text().lines()).hasSize(1);
    assertThat(errors.text()).contains("input[0].line[12]").doesNotContain(identityOf(taken));
    assertThat(get("/Patient/key-11").status()).isEqualTo(404);
  }

  @Test
  void partsAreUploadedToAJob() throws Exception {
    Reply begun =
        send(
            "POST",
            "/$import",
            """
            {"resourceType":"Parameters","parameter":[
              {"name":"inputFormat","valueCode":"application/fhir+ndjson"},
              {"name":"inputSource","valueUri":"https://emr.example.org"},
              {"name":"storageDetail","part":[{"name":"type","valueCode":"https"}]},
              {"name":"input","part":[{"name":"type","valueCode":"Organization"},{"name":"url","valueUri":"upload:"}]},
              {"name":"input","part":[{"name":"type","valueCode":"Location"},{"name":"url","valueUri":"upload:"}]}]}""",
            FHIR);
    String job = begun(begun);
    List<String> uploads = begun.json().findValuesAsText("valueUri");
    assertThat(uploads).containsExactly(job + "/0", job + "/1");
    assertThat(send("PUT", uploads.get(0), organization("up-1", "上传院"), ROWS).status())
        .isEqualTo(204);
    refusal(send("PUT", uploads.get(0), organization("up-1", "上传院"), ROWS), 409, "import-uploaded");
    assertThat(get(job, MAY).status()).isEqualTo(202);
    assertThat(get(job, MAY).header("X-Progress")).startsWith("receiving");
    assertThat(
            send(
                    "PUT",
                    uploads.get(1),
                    "{\"resourceType\":\"Location\",\"id\":\"up-1\",\"managingOrganization\":{\"reference\":\"Organization/up-1\"}}",
                    ROWS)
                .status())
        .isEqualTo(204);
    JsonNode report = finished(job);
    assertThat(report.findValuesAsText("created")).containsExactly("1", "1");
    Path kept = folder().resolve(".jobs").resolve(job.substring(job.lastIndexOf('/') + 1));
    until(Duration.ofSeconds(10), () -> !Files.exists(kept));
  }

  @Test
  void aClientHasFewJobsAndMayCancelThem() {
    String[] other = {
      TENANT, "77", SCOPE, RIGHTS, "Content-Type", "application/json", "Prefer", "respond-async"
    };
    String manifest = manifest("Organization", "upload:");
    String first = begun(send("POST", "/_import", manifest, other));
    String second = begun(send("POST", "/_import", manifest, other));
    Reply third = send("POST", "/_import", manifest, other);
    refusal(third, 429, "import-too-many");
    assertThat(third.header("Retry-After")).isNotBlank();
    refusal(get(first, MAY), 404, "import-unknown");
    String[] mine = {TENANT, "77", SCOPE, RIGHTS};
    assertThat(send("DELETE", first, null, mine).status()).isEqualTo(202);
    refusal(get(first, mine), 404, "import-unknown");
    assertThat(begun(send("POST", "/_import", manifest, other))).isNotBlank();
    assertThat(send("DELETE", second, null, mine).status()).isEqualTo(202);
  }

  @Test
  void whatIsNotAllowedIsRefusedBeforeAnythingIsRead() {
    String manifest = manifest("Organization", "file:x.ndjson");
    refusal(
        send(
            "POST",
            "/_import",
            manifest,
            "Content-Type",
            "application/json",
            "Prefer",
            "respond-async"),
        403,
        "scope-missing");
    refusal(
        send(
            "POST",
            "/_import",
            manifest,
            SCOPE,
            "system/Organization.c xiangqiao/data.import",
            "Content-Type",
            "application/json",
            "Prefer",
            "respond-async"),
        403,
        "scope-missing");
    refusal(
        send("POST", "/_import", manifest, SCOPE, RIGHTS, "Content-Type", "application/json"),
        400,
        "import-async-only");
    for (String source :
        List.of(
            "file:../keys/x",
            "file:/etc/passwd",
            "file:.jobs/x",
            "https://example.org/Patient.ndjson",
            "ftp://example.org/x",
            "")) {
      refusal(
          send("POST", "/_import", manifest("Organization", source), JSON), 400, "import-source");
    }
    refusal(send("POST", "/_import", manifest("AuditEvent", "upload:"), JSON), 400, "import-type");
    refusal(send("POST", "/_import", "{\"inputFormat\":\"text/csv\"}", JSON), 400, "import-format");
    refusal(
        send("POST", "/_import", "{\"inputFormat\":\"application/fhir+ndjson\"}", JSON),
        400,
        "import-manifest");
    refusal(send("POST", "/_import", "{", JSON), 400, "import-manifest");
    refusal(get("/_import/nonsense", MAY), 404, "import-unknown");
    assertThat(get("/_import", MAY).status()).isEqualTo(405);
    assertThat(get("/$import", MAY).status()).isEqualTo(405);
  }

  @Test
  void aFileThatIsNotThereEndsTheJob() throws Exception {
    JsonNode report =
        finished(
            begun(send("POST", "/_import", manifest("Organization", "file:absent.ndjson"), JSON)));
    assertThat(report.get("state").asText()).isEqualTo("failed");
    assertThat(report.get("problem").asText()).isEqualTo("import-source-unreadable");
    assertThat(report.at("/outcome/issue/0/details/text").asText()).contains("input 0");
    assertThat(report.at("/outcome/issue/0/diagnostics").asText()).isNotBlank();
  }

  @Test
  void aCountyCannotNameFilesOfAnother() throws Exception {
    file("mine.ndjson", organization("mine", "本县"));
    String[] other = {
      TENANT, "2", SCOPE, RIGHTS, "Content-Type", "application/json", "Prefer", "respond-async"
    };
    String[] asOther = {TENANT, "2", SCOPE, RIGHTS};
    String manifest = manifest("Organization", "file:mine.ndjson");
    String theirs = begun(send("POST", "/_import", manifest, other));
    until(Duration.ofSeconds(30), () -> get(theirs, asOther).status() == 200);
    assertThat(get(theirs, asOther).json().get("problem").asText())
        .isEqualTo("import-source-unreadable");
    assertThat(
            finished(begun(send("POST", "/_import", manifest, JSON))).findValuesAsText("created"))
        .containsExactly("1");
  }

  @Test
  void ofTwoUploadsTheFirstThatIsWholeCounts() throws Exception {
    String job = begun(send("POST", "/_import", manifest("Organization", "upload:"), JSON));
    byte[] late = organization("race", "后到").getBytes(StandardCharsets.UTF_8);
    Path kept = folder().resolve(".jobs").resolve(job.substring(job.lastIndexOf('/') + 1));
    try (Socket slow = new Socket("localhost", port)) {
      OutputStream out = slow.getOutputStream();
      out.write(
          """
          PUT %s/0 HTTP/1.1\r
          Host: localhost:%d\r
          Authorization: Bearer %s\r
          Content-Type: application/fhir+ndjson\r
          Content-Length: %d\r
          Connection: close\r
          \r
          """
              .formatted(job.substring(job.indexOf("/fhir")), port, token("1", RIGHTS), late.length)
              .getBytes(StandardCharsets.US_ASCII));
      out.write(late, 0, late.length - 1);
      out.flush();
      until(Duration.ofSeconds(20), () -> Files.exists(kept));
      assertThat(send("PUT", job + "/0", organization("race", "先到"), ROWS).status()).isEqualTo(204);
      out.write(late, late.length - 1, 1);
      out.flush();
      String answer = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 409").contains("import-uploaded");
    }
    assertThat(finished(job).findValuesAsText("created")).containsExactly("1");
    assertThat(get("/Organization/race").json().get("name").asText()).isEqualTo("先到");
  }

  @Test
  void anImportThatIsNotFinishedStandsInTheWayOfAnErasure() throws Exception {
    String[] erasing = {SCOPE, RIGHTS + " xiangqiao/data.expunge"};
    String bad = "{\"resourceType\":\"Substance\"}";
    JsonNode report = finished(begun(send("POST", "/_import?type=Substance", bad, ROWS)));
    String errors = report.at("/error/0/url").asText();
    assertThat(get(errors, MAY).text()).contains("Substance");
    String job = begun(send("POST", "/_import", manifest("Substance", "upload:"), JSON));
    String other = begun(send("POST", "/_import", manifest("Location", "upload:"), JSON));
    String id = create("{\"resourceType\":\"Substance\",\"code\":{\"text\":\"要删\"}}");
    String expunge = "/Substance/" + id + "/$expunge";

    JsonNode issue = refusal(send("POST", expunge, null, erasing), 409, "erasure-import-open");
    String number = job.substring(job.lastIndexOf('/') + 1);
    assertThat(issue.at("/details/text").asText()).contains(number);
    assertThat(get("/Substance/" + id).status()).isEqualTo(200);

    new JdbcTemplate(database)
        .update("update import_job set client = 'gone' where job_id = ?::uuid", number);
    refusal(send("DELETE", job, null, MAY), 404, "import-unknown");
    assertThat(send("DELETE", job, null, erasing).status()).isEqualTo(202);
    Reply erased = send("POST", expunge, null, erasing);
    assertThat(erased.status()).as(erased.text()).isEqualTo(200);
    assertThat(get(errors, MAY).text()).isEmpty();
    assertThat(send("DELETE", other, null, MAY).status()).isEqualTo(202);
  }

  @Test
  void whoLoadsBinariesMaySeeAllThatTheyMayBelongTo() {
    String manifest = manifest("Binary", "upload:");
    refusal(
        send(
            "POST",
            "/_import",
            manifest,
            SCOPE,
            "system/Binary.cruds xiangqiao/data.import",
            "Content-Type",
            "application/json",
            "Prefer",
            "respond-async"),
        403,
        "scope-missing");
    assertThat(send("DELETE", begun(send("POST", "/_import", manifest, JSON)), null, MAY).status())
        .isEqualTo(202);
  }

  private Path folder() {
    return Path.of(environment.getRequiredProperty("xiangqiao.data-directory")).resolve("import");
  }

  private void file(String name, String content) throws IOException {
    Path file = folder().resolve("1").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static String organization(String id, String name) {
    return "{\"resourceType\":\"Organization\",\"id\":\"%s\",\"name\":\"%s\"}".formatted(id, name);
  }

  private static String manifest(String... typesAndSources) {
    StringBuilder inputs = new StringBuilder();
    for (int i = 0; i < typesAndSources.length; i += 2) {
      inputs.append(i == 0 ? "" : ",");
      inputs.append(
          "{\"type\":\"%s\",\"url\":\"%s\"}".formatted(typesAndSources[i], typesAndSources[i + 1]));
    }
    return "{\"inputFormat\":\"application/fhir+ndjson\",\"inputSource\":\"https://emr.example.org\","
        + "\"storageDetail\":{\"type\":\"file\"},\"input\":["
        + inputs
        + "]}";
  }

  private static String begun(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    return reply.header("Content-Location");
  }

  private JsonNode finished(String job) throws InterruptedException {
    until(Duration.ofSeconds(90), () -> get(job, MAY).status() == 200);
    return get(job, MAY).json();
  }

  private static JsonNode parsed(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
