package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.server.export.ExportFiles;

/** Bulk export over HTTP. HL7 Bulk Data Access 2.0. */
class ExportTest extends RestServerTest {

  private static final String COUNTY = "77";

  @Autowired ExportFiles exports;

  @Value("${xiangqiao.data-directory}")
  private Path data;

  private final List<String> begun = new ArrayList<>();

  @AfterEach
  void clean() {
    begun.forEach(status -> county("DELETE", status, null));
  }

  @Test
  void everythingOfSomeTypesAsItIsStored() throws Exception {
    for (int i = 0; i < 3; i++) {
      post(dose(post(resident("蒲"))));
    }
    post("{\"resourceType\":\"Basic\",\"code\":{\"text\":\"两\\n行\"}}");
    String asked = "/$export?_type=Patient,Immunization&_type=Basic&_outputFormat=ndjson";
    Reply begun = kickOff(asked);
    assertThat(begun.header("Preference-Applied")).isEqualTo("respond-async");
    Reply done = finished(begun);
    assertThat(done.header("Content-Type")).startsWith("application/json");
    assertThat(done.header("Expires")).isNotBlank();
    JsonNode manifest = done.json();
    assertThat(manifest.get("request").asText()).isEqualTo(base() + asked);
    assertThat(manifest.get("requiresAccessToken").asBoolean()).isTrue();
    assertThat(manifest.get("transactionTime").asText()).isNotBlank();
    assertThat(manifest.get("deleted")).isEmpty();
    assertThat(manifest.get("error")).isEmpty();
    for (String type : List.of("Patient", "Immunization", "Basic")) {
      assertThat(texts(manifest, "output", type))
          .as(type)
          .containsExactlyElementsOf(
              new JdbcTemplate(database)
                  .queryForList(
                      "select body from resource_"
                          + type.toLowerCase(java.util.Locale.ROOT)
                          + " where tenant_id = 77 order by rid",
                      String.class));
    }
    assertThat(types(manifest)).containsExactlyInAnyOrder("Patient", "Immunization", "Basic");
  }

  @Test
  void fileIsGivenWholePackedOrFromAByteOn() throws Exception {
    post(resident("卞"));
    JsonNode manifest = finished(kickOff("/$export?_type=Patient")).json();
    String url = manifest.at("/output/0/url").asText();
    Reply whole = county("GET", url, null);
    byte[] bytes = whole.response().body();
    assertThat(whole.header("Content-Type")).isEqualTo("application/fhir+ndjson");
    assertThat(whole.header("Content-Length")).isEqualTo(String.valueOf(bytes.length));
    assertThat(whole.text().lines().count()).isEqualTo(manifest.at("/output/0/count").asLong());
    assertThat(county("HEAD", url, null).header("Content-Length"))
        .isEqualTo(String.valueOf(bytes.length));

    Reply packed = county("GET", url, null, "Accept-Encoding", "gzip");
    assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(
            new GZIPInputStream(new ByteArrayInputStream(packed.response().body())).readAllBytes())
        .isEqualTo(bytes);

    Reply rest = county("GET", url, null, "Range", "bytes=10-");
    assertThat(rest.status()).isEqualTo(206);
    assertThat(rest.header("Content-Range"))
        .isEqualTo("bytes 10-" + (bytes.length - 1) + "/" + bytes.length);
    assertThat(rest.response().body()).isEqualTo(Arrays.copyOfRange(bytes, 10, bytes.length));
    assertThat(county("GET", url, null, "Range", "bytes=" + bytes.length + "-").status())
        .isEqualTo(416);
    refusal(county("GET", url + "x", null), 404, "export-unknown");
  }

  @Test
  void searchesElementsAndPostedParametersNarrowIt() throws Exception {
    String patient = post(resident("訾"));
    String completed = post(dose(patient));
    String not = post(dose(patient).replace("completed", "not-done"));
    String other = post(dose(post(resident("昝"))));
    JsonNode manifest =
        finished(
                posted(
                    "/$export",
                    """
                    {"resourceType":"Parameters","parameter":[
                      {"name":"_type","valueString":"Immunization"},
                      {"name":"_typeFilter","valueString":
                        "Immunization?patient=%s&status=not-done,Immunization?patient=%s&status=completed"},
                      {"name":"_typeFilter","valueString":"Immunization?_id=%s,nobody"},
                      {"name":"_elements","valueString":"Immunization.vaccineCode"}]}"""
                        .formatted(patient, patient, other)))
            .json();
    List<JsonNode> lines = lines(manifest, "output", "Immunization");
    assertThat(ids(lines)).containsExactlyInAnyOrder(completed, not, other);
    for (JsonNode line : lines) {
      assertThat(line.at("/meta/tag/0/code").asText()).isEqualTo("SUBSETTED");
      assertThat(line.has("vaccineCode")).isTrue();
      assertThat(line.has("status")).as("mandatory").isTrue();
      assertThat(line.has("lotNumber")).isFalse();
    }
  }

  @Test
  void onlyWhatChangedSinceAndWhatWasDeleted() throws Exception {
    String kept = post(resident("仇"));
    String changed = post(resident("瞿"));
    String gone = post(resident("冼"));
    String back = post(resident("郗"));
    JsonNode first = finished(kickOff("/$export?_type=Patient")).json();
    assertThat(ids(lines(first, "output", "Patient"))).contains(kept, changed, gone, back);

    put("Patient/" + changed, resident("瞿"));
    county("DELETE", "/Patient/" + gone, null);
    county("DELETE", "/Patient/" + back, null);
    put("Patient/" + back, resident("郗"));
    String since = encoded(first.get("transactionTime").asText());
    JsonNode second = finished(kickOff("/$export?_type=Patient&_since=" + since)).json();
    assertThat(ids(lines(second, "output", "Patient")))
        .contains(changed, back)
        .doesNotContain(gone, kept);
    List<JsonNode> deleted = lines(second, "deleted", "Bundle");
    assertThat(deleted.stream().map(bundle -> bundle.at("/entry/0/request/url").asText()))
        .contains("Patient/" + gone)
        .doesNotContain("Patient/" + back, "Patient/" + kept);
    assertThat(deleted.get(0).get("type").asText()).isEqualTo("transaction");
    assertThat(deleted.get(0).at("/entry/0/request/method").asText()).isEqualTo("DELETE");
  }

  @Test
  void groupsHoldTheCompartmentsOfTheirPresentMembers() throws Exception {
    String member = post(resident("晏"));
    String second = post(resident("鄢"));
    String inactive = post(resident("阚"));
    String ended = post(resident("缪"));
    String outside = post(resident("郝"));
    Map<String, String> doses = new TreeMap<>();
    for (String each : List.of(member, second, inactive, ended, outside)) {
      doses.put(each, post(dose(each)));
    }
    String appointment =
        post(
            """
            {"resourceType":"Appointment","status":"proposed","participant":[
              {"actor":{"reference":"Patient/%s"},"status":"accepted"},
              {"actor":{"reference":"Patient/%s"},"status":"accepted"}]}"""
                .formatted(member, outside));
    String group =
        post(
            """
            {"resourceType":"Group","type":"person","actual":true,"member":[
              {"entity":{"reference":"Patient/%s"}},
              {"entity":{"reference":"Patient/%s"},"period":{"end":"2999-01"}},
              {"entity":{"reference":"Patient/%s"},"inactive":true},
              {"entity":{"reference":"Patient/%s"},"period":{"end":"2020"}}]}"""
                .formatted(member, second, inactive, ended));
    JsonNode manifest =
        finished(kickOff("/Group/" + group + "/$export?_type=Patient,Immunization,Appointment"))
            .json();
    assertThat(ids(lines(manifest, "output", "Patient"))).containsExactlyInAnyOrder(member, second);
    assertThat(ids(lines(manifest, "output", "Immunization")))
        .containsExactlyInAnyOrder(doses.get(member), doses.get(second));
    assertThat(ids(lines(manifest, "output", "Appointment"))).containsExactly(appointment);

    String one =
        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"patient\","
            + "\"valueReference\":{\"reference\":\"Patient/%s\"}},{\"name\":\"_type\",\"valueString\":\"Immunization\"}]}";
    JsonNode ofOne = finished(posted("/Group/" + group + "/$export", one.formatted(second))).json();
    assertThat(ids(lines(ofOne, "output", "Immunization"))).containsExactly(doses.get(second));
    refusal(
        county(
            "POST",
            "/Group/" + group + "/$export",
            one.formatted(outside),
            "Prefer",
            "respond-async"),
        400,
        "export-patient-unknown");
    JsonNode named = finished(posted("/Patient/$export", one.formatted(outside))).json();
    assertThat(ids(lines(named, "output", "Immunization"))).containsExactly(doses.get(outside));
    refusal(
        county("GET", "/Group/nobody/$export", null, "Prefer", "respond-async"), 404, "not-found");
    refusal(county("GET", "/Group/$export", null, "Prefer", "respond-async"), 404, null);

    county("DELETE", "/Immunization/" + doses.get(member), null);
    county("DELETE", "/Immunization/" + doses.get(outside), null);
    JsonNode later =
        finished(
                kickOff(
                    "/Group/"
                        + group
                        + "/$export?_type=Immunization&_since="
                        + encoded(manifest.get("transactionTime").asText())))
            .json();
    assertThat(lines(later, "deleted", "Bundle"))
        .extracting(bundle -> bundle.at("/entry/0/request/url").asText())
        .containsExactly("Immunization/" + doses.get(member));
  }

  @Test
  void patientLevelHoldsWhatIsInCompartmentsOnly() throws Exception {
    String dose = post(dose(post(resident("佘"))));
    post("{\"resourceType\":\"Organization\",\"name\":\"青石镇卫生院\"}");
    String nobodys =
        post("{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\"水质\"}}");
    JsonNode manifest = finished(kickOff("/Patient/$export")).json();
    assertThat(types(manifest)).contains("Patient", "Immunization").doesNotContain("Organization");
    assertThat(ids(lines(manifest, "output", "Immunization"))).contains(dose);
    assertThat(ids(lines(manifest, "output", "Observation"))).doesNotContain(nobodys);
    refusal(
        county("GET", "/Patient/$export?_type=Organization", null, "Prefer", "respond-async"),
        400,
        "export-type-compartment");
    JsonNode lenient =
        finished(
                kickOff(
                    "/Patient/$export?_type=Organization,Immunization",
                    "Prefer",
                    "respond-async, handling=lenient"))
            .json();
    assertThat(types(lenient)).containsExactly("Immunization");
  }

  @Test
  void whatCannotBeDoneIsRefusedWithItsRule() {
    refusal(county("GET", "/$export", null), 400, "export-prefer");
    refused("/$export?_outputFormat=text/csv", "export-format");
    refused("/$export?_type=Cow", "export-type-unknown");
    refused("/$export?includeAssociatedData=LatestProvenanceResources", "export-associated");
    refused(
        "/$export?_type=Patient&_typeFilter=Immunization%3Fstatus%3Dcompleted", "export-filter");
    refused("/$export?_typeFilter=status%3Dcompleted", "export-filter");
    refused("/$export?_typeFilter=Patient%3Fcolour%3Dred", null);
    refused("/$export?_typeFilter=Patient%3Fname%3Da%26_sort%3Dname", null);
    refused("/$export?_since=yesterday", "operation-parameter-type");
    refused("/$export?patient=Patient/1", "operation-parameter-unknown");
    assertThat(county("HEAD", "/$export", null, "Prefer", "respond-async").status()).isEqualTo(405);
    refusal(county("GET", "/_export/" + java.util.UUID.randomUUID(), null), 404, "export-unknown");
    refusal(county("GET", "/_export/x", null), 404, "no-such-address");
    refusal(county("PUT", "/_export/" + java.util.UUID.randomUUID(), "{}"), 405, null);
  }

  private void refused(String path, String rule) {
    refusal(county("GET", path, null, "Prefer", "respond-async"), 400, rule);
  }

  @Test
  void scopesDecideWhatLeavesAndWhoMayFetchIt() throws Exception {
    post(dose(post(resident("逄"))));
    JsonNode manifest =
        finished(kickOff("/$export", SCOPE, "system/Patient.rs system/Basic.s")).json();
    assertThat(types(manifest)).containsExactly("Patient");
    refusal(
        county(
            "GET",
            "/$export?_type=Immunization",
            null,
            "Prefer",
            "respond-async",
            SCOPE,
            "system/Patient.rs"),
        403,
        null);
    refusal(
        county(
            "GET",
            "/$export?_typeFilter=Patient%3F_has:Immunization:patient:status%3Dcompleted",
            null,
            "Prefer",
            "respond-async",
            SCOPE,
            "system/Patient.rs"),
        403,
        null);
    refusal(
        county("GET", "/$export", null, "Prefer", "respond-async", SCOPE, "system/Patient.c"),
        403,
        null);
    String url = manifest.at("/output/0/url").asText();
    refusal(county("GET", url, null, SCOPE, "system/Immunization.rs"), 403, null);
    assertThat(county("GET", url, null, SCOPE, "system/Patient.rs").status()).isEqualTo(200);
    refusal(get(url), 404, "export-unknown");
    refusal(get(begun.get(0)), 404, "export-unknown");
    refusal(send("DELETE", begun.get(0), null), 404, "export-unknown");
  }

  @Test
  void trailTellsWhoTookHowMuch() throws Exception {
    post(resident("亓"));
    JsonNode manifest = finished(kickOff("/$export?_type=Patient")).json();
    county("GET", manifest.at("/output/0/url").asText(), null);
    String job = begun.get(0).substring(begun.get(0).lastIndexOf('/') + 1);
    String count = manifest.at("/output/0/count").asText();
    assertThat(
            new JdbcTemplate(database)
                .queryForList(
                    "select interaction || ' ' || resource_type || ' ' || query from audit_record"
                        + " where client = 'emr-77' and status = 200 and query like ?"
                        + " order by audit_id",
                    String.class,
                    "%job=" + job + "%"))
        .contains(
            "$export-status  job=" + job + "&Patient=" + count,
            "$export-file Patient job=" + job + "&file=Patient.1.1.ndjson&count=" + count);
    assertThat(
            new JdbcTemplate(database)
                .queryForObject(
                    "select count(*) from audit_record where interaction = '$export'"
                        + " and query = ?",
                    Integer.class,
                    "_type=Patient&job=" + job))
        .isOne();
  }

  @Test
  void binaryLeavesWithItsDataUnlessItsContextGuardsIt() throws Exception {
    String patient = post(resident("竺"));
    String open =
        post("{\"resourceType\":\"Binary\",\"contentType\":\"text/plain\",\"data\":\"5LmhOg==\"}");
    String guarded =
        post(
            "{\"resourceType\":\"Binary\",\"contentType\":\"text/plain\",\"data\":\"5LmhOg==\","
                + "\"securityContext\":{\"reference\":\"Patient/"
                + patient
                + "\"}}");
    JsonNode manifest = finished(kickOff("/$export?_type=Binary")).json();
    List<JsonNode> lines = lines(manifest, "output", "Binary");
    assertThat(ids(lines)).contains(open).doesNotContain(guarded);
    assertThat(lines.stream().filter(line -> line.get("id").asText().equals(open)).findFirst())
        .hasValueSatisfying(line -> assertThat(line.get("data").asText()).isEqualTo("5LmhOg=="));
    JsonNode outcome = lines(manifest, "error", "OperationOutcome").get(0);
    assertThat(outcome.at("/issue/0/details/coding/0/code").asText())
        .isEqualTo("export-binary-context");
  }

  @Test
  void givenUpOrExpiredFreesTheDiskAndTooManyHaveToWait() throws Exception {
    post(resident("阙"));
    finished(kickOff("/$export?_type=Patient"));
    Path files = files(begun.get(0));
    assertThat(files).isNotEmptyDirectory();
    assertThat(county("DELETE", begun.get(0), null).status()).isEqualTo(202);
    assertThat(files).doesNotExist();
    refusal(county("GET", begun.get(0), null), 404, "export-unknown");

    finished(kickOff("/$export?_type=Patient"));
    Path expired = files(begun.get(1));
    new JdbcTemplate(database)
        .update(
            "update export_job set expires_at = now() - interval '1 second' where job_id = ?::uuid",
            expired.getFileName().toString());
    refusal(county("GET", begun.get(1), null), 404, "export-unknown");
    exports.sweep();
    assertThat(expired).doesNotExist();

    finished(kickOff("/$export?_type=Patient"));
    Path discarded = files(begun.get(2));
    assertThat(exports.discard(77, Set.of("Immunization"))).isZero();
    assertThat(discarded).exists();
    assertThat(exports.discard(77, Set.of("Patient", "Immunization"))).isEqualTo(1);
    assertThat(discarded).doesNotExist();

    try (Connection holder = locked("resource_patient")) {
      Reply one = kickOff("/$export?_type=Patient");
      kickOff("/$export?_type=Patient");
      Reply third = county("GET", "/$export?_type=Patient", null, "Prefer", "respond-async");
      refusal(third, 429, "export-too-many");
      assertThat(third.header("Retry-After")).isNotBlank();
      until(Duration.ofSeconds(20), () -> waiting("resource_patient") > 0);
      Reply running = county("GET", one.header("Content-Location"), null);
      assertThat(running.status()).isEqualTo(202);
      assertThat(running.header("X-Progress")).isNotBlank();
      assertThat(county("DELETE", one.header("Content-Location"), null).status()).isEqualTo(202);
      Reply another = kickOff("/$export?_type=Patient");
      assertThat(another.status()).isEqualTo(202);
      holder.rollback();
    }
    for (String status : begun.subList(4, 6)) {
      finished(status);
    }
    until(
        Duration.ofSeconds(20),
        () -> {
          exports.sweep();
          return !Files.exists(files(begun.get(3)));
        });
  }

  private Path files(String status) {
    return data.resolve("export").resolve(status.substring(status.lastIndexOf('/') + 1));
  }

  private Reply county(String method, String path, String body, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = TENANT;
    all[headers.length + 1] = COUNTY;
    return send(method, path, body, all);
  }

  private String post(String resource) {
    String type = resource.replaceFirst("(?s).*?\"resourceType\"\\s*:\\s*\"(\\w+)\".*", "$1");
    Reply created = county("POST", "/" + type, resource);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    return created.json().get("id").asText();
  }

  private void put(String place, String resource) {
    String id = place.substring(place.indexOf('/') + 1);
    Reply reply =
        county("PUT", "/" + place, resource.replaceFirst("\\{", "{\"id\":\"" + id + "\","));
    assertThat(reply.status()).as(reply.text()).isIn(200, 201);
  }

  private static String dose(String patient) {
    return """
        {"resourceType":"Immunization","status":"completed","vaccineCode":{"text":"卡介苗"},
         "patient":{"reference":"Patient/%s"},"occurrenceDateTime":"2024-03-01","lotNumber":"A1"}"""
        .formatted(patient);
  }

  private Reply kickOff(String path, String... headers) {
    boolean prefers = List.of(headers).contains("Prefer");
    String[] all = prefers ? headers : Arrays.copyOf(headers, headers.length + 2);
    if (!prefers) {
      all[headers.length] = "Prefer";
      all[headers.length + 1] = "respond-async";
    }
    return accepted(county("GET", path, null, all));
  }

  private Reply posted(String path, String parameters) {
    return accepted(county("POST", path, parameters, "Prefer", "respond-async"));
  }

  private Reply accepted(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    assertThat(reply.header("Content-Location")).startsWith(base() + "/_export/");
    begun.add(reply.header("Content-Location"));
    return reply;
  }

  private Reply finished(Reply begun) throws InterruptedException {
    return finished(begun.header("Content-Location"));
  }

  private Reply finished(String status) throws InterruptedException {
    until(Duration.ofSeconds(40), () -> county("GET", status, null).status() != 202);
    Reply done = county("GET", status, null);
    assertThat(done.status()).as(done.text()).isEqualTo(200);
    return done;
  }

  private List<String> texts(JsonNode manifest, String list, String type) {
    List<String> lines = new ArrayList<>();
    for (JsonNode file : manifest.get(list)) {
      if (file.get("type").asText().equals(type)) {
        Reply reply = county("GET", file.get("url").asText(), null);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        // Not lines(): a text may hold other separators.
        String[] read = new String(reply.response().body(), StandardCharsets.UTF_8).split("\n");
        assertThat(read).hasSize(file.get("count").asInt());
        lines.addAll(List.of(read));
      }
    }
    return lines;
  }

  private List<JsonNode> lines(JsonNode manifest, String list, String type) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String text : texts(manifest, list, type)) {
      lines.add(MAPPER.readTree(text));
    }
    return lines;
  }

  private static List<String> ids(List<JsonNode> lines) {
    return lines.stream().map(line -> line.get("id").asText()).toList();
  }

  private static Set<String> types(JsonNode manifest) {
    Set<String> types = new TreeSet<>();
    manifest.get("output").forEach(file -> types.add(file.get("type").asText()));
    return types;
  }
}
