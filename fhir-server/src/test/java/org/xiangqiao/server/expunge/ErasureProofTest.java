package org.xiangqiao.server.expunge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.server.security.SecuredServer;
import org.xiangqiao.server.security.SecuredServer.Reply;
import org.xiangqiao.server.security.TestClient;
import org.xiangqiao.simulators.emr.Answer;
import org.xiangqiao.simulators.emr.IdentityNumber;
import org.xiangqiao.simulators.emr.MllpClient;
import org.xiangqiao.store.TestPostgres;

/**
 * Two residents, one sent as FHIR and one by an EMR over MLLP, are erased: no byte of what was said
 * of them is left in the database's files, in any column or in the server's folder.
 */
class ErasureProofTest {

  private static final TestClient EMR = TestClient.es384("emr");
  private static final String SCOPES = "system/*.cruds xiangqiao/data.expunge";
  private static final String CARD = IdentityNumber.of(LocalDate.of(1980, 1, 1), false, 311);
  private static final String OTHER_CARD = IdentityNumber.of(LocalDate.of(1980, 1, 1), false, 312);

  /** What is looked for; words of FHIR and words of HL7 v2. */
  private static final Map<String, String> WORDS =
      Map.of(
          "card", CARD,
          "name", "zqfamilyone",
          "phone", "19900011223344",
          "narrative", "zqnarrativeone",
          "code text", "zqcodetextone",
          "former address", "zqaddressone",
          "binary", "zqbinaryone",
          "card of v2", OTHER_CARD,
          "name of v2", "zqfamilytwo",
          "address of v2", "zqaddresstwo");

  @TempDir static Path data;

  private static SecuredServer server;
  private static DatabaseFiles files;
  private static int mllp;
  private static String token;

  @BeforeAll
  static void start() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      mllp = free.getLocalPort();
    }
    Map<String, String> properties = new LinkedHashMap<>();
    properties.putAll(SecuredServer.client(0, EMR, 1, SCOPES));
    properties.put("xiangqiao.data-directory", data.toString());
    properties.put("xiangqiao.mllp.enabled", "true");
    properties.put("xiangqiao.mllp.port", String.valueOf(mllp));
    properties.put("xiangqiao.partners[0].id", "qingshi");
    properties.put("xiangqiao.partners[0].tenant", "1");
    properties.put("xiangqiao.partners[0].organization.id", "qingshi");
    properties.put("xiangqiao.partners[0].organization.name", "青石镇卫生院");
    properties.put("xiangqiao.bridges.county-immunization.enabled", "true");
    properties.put("xiangqiao.bridges.county-immunization.url", "http://127.0.0.1:9");
    server = SecuredServer.start(TestPostgres.jdbcUrl(), properties);
    files = new DatabaseFiles(jdbc());
    token = server.token(EMR, SCOPES);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JdbcTemplate jdbc() {
    return server.jdbc();
  }

  @Test
  void nothingIsLeftOfTwoResidents() throws Exception {
    String one = sentAsFhir();
    String two = sentByAnEmr();
    jdbc().execute("analyze");
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      assertThat(files.holding(word.getValue())).as(word.getKey() + " before").isNotEmpty();
      assertThat(files.columnsHolding(word.getValue())).as(word.getKey() + " before").isNotEmpty();
    }
    assertThat(files.holding(WORDS.get("name"))).contains("pg_statistic");
    assertThat(DatabaseFiles.filesWith(data, WORDS.get("name"))).as("export").isNotEmpty();
    assertThat(files.columnsHolding(OTHER_CARD)).contains("exchange_message.payload");
    assertThat(files.columnsHolding(CARD)).contains("business_key.value", "async_request.body");

    JsonNode dry = expunge("Patient/" + one + "/$expunge?compartment=true&dryRun=true");
    assertThat(value(dry, "count")).isGreaterThanOrEqualTo(6);
    assertThat(server.get("/fhir/Patient/" + one, token).status()).isEqualTo(200);

    int erased = 0;
    for (String resident : List.of(one, two)) {
      JsonNode answer;
      do {
        answer = expunge("Patient/" + resident + "/$expunge?compartment=true&limit=2");
        erased += value(answer, "count");
      } while (flag(answer, "more"));
      assertThat(server.get("/fhir/Patient/" + resident, token).status()).isEqualTo(410);
    }
    assertThat(erased).isGreaterThanOrEqualTo(9);
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      assertThat(files.columnsHolding(word.getValue())).as(word.getKey() + " by SQL").isEmpty();
    }
    assertThat(files.holding(WORDS.get("name")))
        .as("PostgreSQL leaves dead rows in its files")
        .isNotEmpty();

    JsonNode cleaned = expunge("$expunge?vacuum=rewrite");
    assertThat(names(cleaned)).doesNotContain("residue");
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      assertThat(files.holding(word.getValue())).as(word.getKey() + " in files").isEmpty();
      assertThat(DatabaseFiles.filesWith(data, word.getValue())).as(word.getKey()).isEmpty();
    }
    assertThat(
            jdbc()
                .queryForList(
                    "select distinct unnest(patients) from audit_trail where interaction = '$expunge'",
                    String.class))
        .contains(one, two);
    // Nobody has the number now.
    put("Patient/again", patient("again", "zqother", "13000000000", ""));
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(
                        jdbc()
                            .queryForObject(
                                "select count(*) from exchange_message where 'erased' = any(flags)",
                                Integer.class))
                    .isGreaterThanOrEqualTo(3));
  }

  private static String sentAsFhir() throws Exception {
    put("Patient/one", patient("one", "zqfamilyone", "13000000001", "zqaddressone"));
    put("Patient/one", patient("one", "zqfamilyone", "19900011223344", ""));
    put(
        "Binary/scan",
        "{\"resourceType\":\"Binary\",\"id\":\"scan\",\"contentType\":\"text/plain\",\"data\":\"%s\"}"
            .formatted(
                Base64.getEncoder()
                    .encodeToString("zqbinaryone ".repeat(50).getBytes(StandardCharsets.UTF_8))));
    put(
        "DocumentReference/paper",
        """
        {"resourceType":"DocumentReference","id":"paper","status":"current",
         "subject":{"reference":"Patient/one"},
         "content":[{"attachment":{"contentType":"text/plain","url":"Binary/scan"}}]}""");
    String condition =
        """
        {"resourceType":"Condition","id":"ill","subject":{"reference":"Patient/one"},
         "text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">zqnarrativeone %s</div>"},
         "code":{"text":"zqcodetextone"}}""";
    put("Condition/ill", condition.formatted("kurz"));
    put("Condition/ill", condition.formatted("lang ".repeat(2000)));
    put(
        "Observation/gone",
        """
        {"resourceType":"Observation","id":"gone","status":"final","code":{"text":"zqcodetextone"},
         "subject":{"reference":"Patient/one"},"valueString":"zqnarrativeone"}""");
    assertThat(
            server
                .send("DELETE", "/fhir/Observation/gone", null, "Authorization", "Bearer " + token)
                .status())
        .isEqualTo(204);
    Reply later =
        server.send(
            "GET",
            "/fhir/Patient?_id=one",
            null,
            "Authorization",
            "Bearer " + token,
            "Prefer",
            "respond-async");
    assertThat(later.status()).isEqualTo(202);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                jdbc()
                        .queryForObject(
                            "select count(*) from async_request where state = 'done'",
                            Integer.class)
                    == 1);
    Reply export =
        server.send(
            "GET",
            "/fhir/$export?_type=Patient",
            null,
            "Authorization",
            "Bearer " + token,
            "Prefer",
            "respond-async",
            "Accept",
            "application/fhir+json");
    assertThat(export.status()).as(export.body()).isEqualTo(202);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                jdbc()
                        .queryForObject(
                            "select count(*) from export_job where state = 'done'", Integer.class)
                    == 1);
    return "one";
  }

  /** The one running server that hears EMRs: what PID-11 says of the village is searched for. */
  @Test
  void aResidentSentByAnEmrIsFoundByTheVillage() throws Exception {
    String card = IdentityNumber.of(LocalDate.of(1980, 1, 1), false, 313);
    assertThat(
            send(
                "ADT^A08^ADT_A01",
                "Z9",
                "EVN|A08|20260301080000\rPID|1||Z7700009^^^QSEMR^MR~"
                    + card
                    + "^^^^NNCHN||周^德旺||19800101|F|||东街^柳树村^^^^CHN^H^^青山县^990101101203\r"))
        .isTrue();
    // The package that brings these parameters is installed after the start.
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(found("village=990101101203")).isEqualTo(1));
    assertThat(found("village=990101101204")).isZero();
    assertThat(found("township=990101101&village=990101101203")).isEqualTo(1);
  }

  private static int found(String search) {
    Reply reply = server.get("/fhir/Patient?" + search, token);
    return reply.status() == 200 ? reply.json().path("entry").size() : -1;
  }

  private static String sentByAnEmr() throws Exception {
    String pid =
        "PID|1||Z7700001^^^QSEMR^MR~"
            + OTHER_CARD
            + "^^^^NNCHN||zqfamilytwo^zqgiventwo||19800101|F|||zqaddresstwo^^^^^CHN^H\r";
    assertThat(send("ADT^A08^ADT_A01", "Z1", "EVN|A08|20260301080000\r" + pid)).isTrue();
    assertThat(
            send(
                "VXU^V04^VXU_V04",
                "Z2",
                pid
                    + "ORC|RE||zqorder\rRXA|0|1|20260304090000|20260304090000|0202^疫苗^CNIIS|0.5|mL||00"
                    + "|N1^李^护士|||||L1|20280101|^所|||CP|A\rRXR|IM|LA\r"))
        .isTrue();
    assertThat(send("ORU^R01^ORU_R01", "Z3", pid)).isFalse();
    JsonNode found =
        server
            .get("/fhir/Patient?identifier=urn:oid:2.16.156.10011.1.3%7C" + OTHER_CARD, token)
            .json();
    assertThat(found.get("entry")).hasSize(1);
    return found.at("/entry/0/resource/id").asText();
  }

  private static boolean send(String type, String control, String segments) throws IOException {
    String header =
        "MSH|^~\\&|QSEMR|QINGSHI|XIANGQIAO|XQ|20260304090000||"
            + type
            + "|"
            + control
            + "|P|2.5.1||||||UNICODE UTF-8\r";
    try (MllpClient client = new MllpClient("127.0.0.1", mllp, Duration.ofSeconds(30))) {
      return Answer.of(
              client.send((header + segments).getBytes(StandardCharsets.UTF_8)),
              StandardCharsets.UTF_8)
          .accepted();
    }
  }

  private static String patient(String id, String family, String phone, String address) {
    return """
        {"resourceType":"Patient","id":"%s","name":[{"family":"%s"}],"gender":"female",
         "birthDate":"1980-01-01","telecom":[{"system":"phone","value":"%s"}],
         "address":[{"text":"%s x"}],
         "identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"%s"}]}"""
        .formatted(id, family, phone, address, CARD);
  }

  private static void put(String address, String body) {
    Reply reply =
        server.send(
            "PUT",
            "/fhir/" + address,
            body,
            "Authorization",
            "Bearer " + token,
            "Content-Type",
            "application/fhir+json");
    assertThat(reply.status()).as(reply.body()).isIn(200, 201);
  }

  private static JsonNode expunge(String address) {
    Reply reply = server.send("POST", "/fhir/" + address, null, "Authorization", "Bearer " + token);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }

  private static int value(JsonNode parameters, String name) {
    return parameter(parameters, name).get("valueInteger").asInt();
  }

  private static boolean flag(JsonNode parameters, String name) {
    return parameter(parameters, name).get("valueBoolean").asBoolean();
  }

  private static JsonNode parameter(JsonNode parameters, String name) {
    for (JsonNode each : parameters.get("parameter")) {
      if (each.get("name").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError(parameters.toString());
  }

  private static Set<String> names(JsonNode parameters) {
    return parameters.get("parameter").findValuesAsText("name").stream()
        .collect(Collectors.toSet());
  }
}
