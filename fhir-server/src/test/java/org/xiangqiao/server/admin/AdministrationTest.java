package org.xiangqiao.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Immunization.ImmunizationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.ledger.ExchangeLedger;
import org.xiangqiao.integration.ledger.IncomingMessage;
import org.xiangqiao.integration.ledger.LedgerEntry;
import org.xiangqiao.integration.ledger.LedgerFilter;
import org.xiangqiao.integration.ledger.MessageState;
import org.xiangqiao.integration.ledger.Problem;
import org.xiangqiao.server.security.SecuredServer;
import org.xiangqiao.server.security.SecuredServer.Reply;
import org.xiangqiao.server.security.TestClient;
import org.xiangqiao.simulators.county.CountyPlatform;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.terminology.CodeTables;

/** Clients and the exchange ledger, administered over real HTTP. */
class AdministrationTest {

  private static final TestClient ADMIN = TestClient.es384("admin");
  private static final TestClient OTHER_COUNTY = TestClient.es384("admin-2");

  private static final String VACCINES = CodeTables.load().vaccineProducts().system();
  private static final CountyPlatform PLATFORM = CountyPlatform.start();

  private static SecuredServer server;

  @BeforeAll
  static void start() {
    String scopes =
        "xiangqiao/admin.clients xiangqiao/exchange.read xiangqiao/exchange.payload"
            + " xiangqiao/exchange.replay xiangqiao/admin.reindex system/*.rs";
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("xiangqiao.bridges.county-immunization.enabled", "true");
    properties.put("xiangqiao.bridges.county-immunization.url", PLATFORM.url().toString());
    properties.putAll(SecuredServer.client(0, ADMIN, 1, scopes));
    properties.putAll(SecuredServer.client(1, OTHER_COUNTY, 2, scopes));
    server = SecuredServer.start(TestPostgres.jdbcUrl(), properties);
  }

  @AfterAll
  static void stop() {
    server.close();
    PLATFORM.close();
  }

  @Test
  void aRegisteredClientComesInUntilItIsDeactivated() {
    TestClient emr = TestClient.rs384("new-emr");
    String admin = server.token(ADMIN, "xiangqiao/admin.clients");
    Reply created = server.post("/admin/clients", registration(emr, ""), admin);
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    assertThat(created.header("Location")).endsWith("/admin/clients/new-emr");
    assertThat(created.json().get("tenant").asInt()).isEqualTo(1);
    assertThat(server.get("/fhir/Patient", server.token(emr, "system/Patient.rs")).status())
        .isEqualTo(200);
    assertThat(server.post("/admin/clients", registration(emr, ""), admin).status()).isEqualTo(200);
    assertThat(server.get("/admin/clients", admin).body()).contains("new-emr");
    assertThat(delete("/admin/clients/new-emr", admin)).isEqualTo(204);
    assertThat(
            server
                .tokenRequest(emr.assertion(server.tokenEndpoint()), "system/Patient.rs")
                .status())
        .isEqualTo(401);
    assertThat(server.get("/admin/clients/new-emr", admin).json().get("active").asBoolean())
        .isFalse();
    assertThat(
            server
                .jdbc()
                .queryForObject(
                    "select count(*) from audit_trail where client = 'admin'"
                        + " and interaction = 'admin-clients' and status in (200, 201, 204)",
                    Integer.class))
        .isEqualTo(5);
  }

  @Test
  void allThatIsWrongWithARegistrationIsToldAtOnce() {
    String admin = server.token(ADMIN, "xiangqiao/admin.clients");
    String privateKey = "{\"keys\":[" + ADMIN.key().toJSONString() + "]}";
    Reply refused =
        server.post(
            "/admin/clients",
            """
            {"id":"bad id","scopes":["patient/*.rs","system/Observation.rs?code=1"],"jwks":%s}"""
                .formatted(privateKey),
            admin);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    assertThat(refused.json().get("problems").findValuesAsText("rule"))
        .containsExactly("client-id", "client-key-private", "scope-context", "scope-query");
    assertThat(refused.body()).doesNotContain("\"d\"");
    for (String uri :
        List.of("http://keys.example/jwks", "ftp://x/y", "https://user@x/", "file:///etc/passwd")) {
      Reply reply =
          server.post(
              "/admin/clients",
              """
              {"id":"x","scopes":["system/*.rs"],"jwksUri":"%s"}"""
                  .formatted(uri),
              admin);
      assertThat(reply.json().get("problems").findValuesAsText("rule"))
          .as(uri)
          .containsExactly("client-jwks-uri");
    }
    assertThat(server.post("/admin/clients", "not json", admin).status()).isEqualTo(422);
  }

  @Test
  void noCountyTouchesAnothersClients() {
    TestClient emr = TestClient.es384("county-1-emr");
    String first = server.token(ADMIN, "xiangqiao/admin.clients");
    String second = server.token(OTHER_COUNTY, "xiangqiao/admin.clients");
    server.post("/admin/clients", registration(emr, ""), first);
    assertThat(server.post("/admin/clients", registration(emr, ""), second).status())
        .isEqualTo(409);
    assertThat(server.post("/admin/clients", registration(emr, "\"tenant\":1,"), second).status())
        .isEqualTo(422);
    assertThat(server.get("/admin/clients/county-1-emr", second).status()).isEqualTo(404);
    assertThat(delete("/admin/clients/county-1-emr", second)).isEqualTo(404);
    assertThat(server.get("/admin/clients", second).body()).doesNotContain("county-1-emr");
    Reply withoutScope =
        server.get("/admin/clients", server.token(ADMIN, "xiangqiao/exchange.read"));
    assertThat(withoutScope.status()).isEqualTo(403);
    assertThat(withoutScope.json().get("title").asText()).contains("xiangqiao/admin.clients");
  }

  @Test
  void aRefusedMessageIsFoundShownAndDownloadedEachUnderItsScope() {
    ExchangeLedger ledger = server.bean(ExchangeLedger.class);
    LedgerEntry entry =
        ledger
            .receive(
                new IncomingMessage(
                    1,
                    "township-emr",
                    "VXU^V04",
                    "MSG-1",
                    "UTF-8",
                    "MSH|raw".getBytes(StandardCharsets.UTF_8),
                    "request-1"))
            .entry();
    ledger.refused(
        entry,
        List.of(new Problem("PID-3", "identity-missing", "缺", "missing", "补", "add")),
        "MSA|AE".getBytes(StandardCharsets.UTF_8));
    String reader = server.token(ADMIN, "xiangqiao/exchange.read");
    String path = "/admin/exchange/" + entry.messageId();
    Reply list =
        server.get("/admin/exchange?partner=township-emr&state=refused&type=VXU%5EV04", reader);
    assertThat(list.status()).as(list.body()).isEqualTo(200);
    assertThat(list.json().at("/messages/0/id").asLong()).isEqualTo(entry.messageId());
    assertThat(list.json().at("/messages/0/problems/0/remedyZh").asText()).isEqualTo("补");
    assertThat(list.body()).doesNotContain("MSH|raw");
    assertThat(server.get("/admin/exchange?state=stored", reader).json().get("messages")).isEmpty();
    assertThat(server.get(path, reader).json().get("state").asText()).isEqualTo("refused");
    assertThat(server.get("/admin/exchange/summary", reader).json().at("/in/refused").asInt())
        .isEqualTo(1);
    assertThat(server.get(path + "/payload", reader).status()).isEqualTo(403);
    String payloads = server.token(ADMIN, "xiangqiao/exchange.payload");
    Reply payload = server.get(path + "/payload", payloads);
    assertThat(payload.body()).isEqualTo("MSH|raw");
    assertThat(payload.header("Cache-Control")).contains("no-store");
    assertThat(server.get(path + "/answer", payloads).body()).isEqualTo("MSA|AE");
    assertThat(server.get(path, payloads).status()).isEqualTo(403);
    assertThat(server.post(path + "/replay", "", reader).status()).isEqualTo(403);
    String foreign = server.token(OTHER_COUNTY, "xiangqiao/exchange.payload");
    assertThat(server.get(path + "/payload", foreign).status()).isEqualTo(404);
    assertThat(
            server
                .jdbc()
                .queryForObject(
                    "select count(*) from audit_trail where interaction ="
                        + " 'admin-exchange-payload' and resource_id = ? and status = 200",
                    Integer.class,
                    String.valueOf(entry.messageId())))
        .isEqualTo(1);
  }

  @Test
  void whatWaitsBehindAParkedMessageGoesOutWhenThatIsSetAside() {
    FhirStore store = server.bean(FhirStore.class);
    Caller emr = new Caller(1, "emr", "township-1", "request-2");
    Immunization dose = dose(emr, store);
    dose.setVaccineCode(new CodeableConcept().setText("not a product of the national table"));
    String id = write(emr, store, new WriteOperation.Create(dose, null, null));
    LedgerEntry parked = outgoing(MessageState.PARKED);
    dose.setId("Immunization/" + id);
    dose.setVaccineCode(new CodeableConcept(new Coding().setSystem(VACCINES).setCode("2101")));
    write(emr, store, new WriteOperation.Update(dose, null, null, null));
    LedgerEntry behind = outgoing(MessageState.WAITING);
    assertThat(PLATFORM.received()).isEmpty();
    String path = "/admin/exchange/" + parked.messageId() + "/set-aside";

    String reader = server.token(ADMIN, "xiangqiao/exchange.read");
    assertThat(server.post(path, "", reader).status()).isEqualTo(403);
    String foreign = server.token(OTHER_COUNTY, "xiangqiao/exchange.replay");
    assertThat(server.post(path, "", foreign).status()).isEqualTo(404);
    String operator = server.token(ADMIN, "xiangqiao/exchange.replay");
    assertThat(setAside(behind.messageId(), operator).status()).isEqualTo(409);
    assertThat(PLATFORM.received()).isEmpty();

    Reply done = server.post(path, "", operator);
    assertThat(done.status()).as(done.body()).isEqualTo(200);
    assertThat(done.json().get("state").asText()).isEqualTo("parked");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                server
                    .bean(ExchangeLedger.class)
                    .find(1, behind.messageId())
                    .filter(entry -> entry.state() == MessageState.DELIVERED)
                    .isPresent());
    assertThat(PLATFORM.received())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.recordId()).isEqualTo(id);
              assertThat(record.recordVersion()).isEqualTo(2);
            });
    Reply kept = server.get("/admin/exchange/" + parked.messageId(), reader);
    assertThat(kept.json().get("state").asText()).isEqualTo("parked");
    assertThat(
            server
                .jdbc()
                .queryForObject(
                    "select count(*) from audit_trail where client = 'admin'"
                        + " and resource_id = ? and status = 200"
                        + " and interaction = 'admin-exchange-set-aside'",
                    Integer.class,
                    String.valueOf(parked.messageId())))
        .isEqualTo(1);
  }

  @Test
  void whatIsNotParkedCannotBeSetAside() {
    LedgerEntry incoming =
        server
            .bean(ExchangeLedger.class)
            .receive(
                new IncomingMessage(
                    1, "set-aside-emr", "VXU^V04", "MSG-2", "UTF-8", new byte[] {'x'}, "r"))
            .entry();
    String operator = server.token(ADMIN, "xiangqiao/exchange.replay");
    Reply refused = setAside(incoming.messageId(), operator);
    assertThat(refused.status()).as(refused.body()).isEqualTo(409);
    assertThat(refused.json().get("problems").findValuesAsText("rule"))
        .containsExactly("message-not-parked");
    assertThat(setAside(999_999, operator).status()).isEqualTo(404);
  }

  private static Reply setAside(long messageId, String token) {
    return server.post("/admin/exchange/" + messageId + "/set-aside", "", token);
  }

  private static LedgerEntry outgoing(MessageState state) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                server
                    .bean(ExchangeLedger.class)
                    .list(1, new LedgerFilter(null, "out", state, null, null, null, null, null, 2)),
            found -> found.size() == 1)
        .get(0);
  }

  private static Immunization dose(Caller emr, FhirStore store) {
    Patient resident = new Patient();
    resident.addName().setText("王测试");
    resident.setGender(AdministrativeGender.FEMALE);
    resident.setBirthDateElement(new DateType("2023-05-06"));
    String patient = write(emr, store, new WriteOperation.Create(resident, null, null));
    Immunization dose = new Immunization();
    dose.setStatus(ImmunizationStatus.COMPLETED);
    dose.setPatient(new Reference("Patient/" + patient));
    dose.setOccurrence(new DateTimeType("2025-03-04T09:30:00+08:00"));
    return dose;
  }

  private static String write(Caller emr, FhirStore store, WriteOperation operation) {
    return store.write(emr, List.of(operation)).get(0).resource().id();
  }

  @Test
  void filtersThatAreNotUnderstoodAreNamed() {
    String reader = server.token(ADMIN, "xiangqiao/exchange.read");
    for (String filter :
        List.of("state=lost", "direction=up", "since=yesterday", "count=0", "before=x")) {
      Reply refused = server.get("/admin/exchange?" + filter, reader);
      assertThat(refused.status()).as(filter).isEqualTo(422);
      assertThat(refused.json().get("title").asText()).contains(filter.split("=")[0]);
    }
    assertThat(server.get("/admin/exchange/x", reader).status()).isEqualTo(422);
    assertThat(server.get("/admin/exchange/999999", reader).status()).isEqualTo(404);
  }

  private static int delete(String path, String token) {
    return server.send("DELETE", path, null, "Authorization", "Bearer " + token).status();
  }

  private static String registration(TestClient client, String more) {
    return """
        {"id":"%s",%s"organization":"township-1","scopes":["system/*.rs"],"jwks":%s}"""
        .formatted(client.id(), more, client.jwks());
  }
}
