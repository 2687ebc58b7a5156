package org.xiangqiao.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.web.servlet.handler.HandlerMappingIntrospector;
import org.xiangqiao.server.security.SecuredServer.Reply;
import org.xiangqiao.store.TestPostgres;

/**
 * What a token opens and what stays closed, over real HTTP; and what the audit trail says of it.
 */
class AccessTest {

  private static final TestClient EMR = TestClient.es384("emr");
  private static final TestClient PLATFORM = TestClient.es384("platform");
  private static final TestClient NEIGHBOUR = TestClient.es384("neighbour");
  private static final TestClient AUDITOR = TestClient.es384("auditor");
  private static final TestClient OPERATOR = TestClient.es384("operator");

  private static SecuredServer server;

  @BeforeAll
  static void start() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.putAll(SecuredServer.client(0, EMR, 1, "system/*.cruds"));
    properties.putAll(
        SecuredServer.client(1, PLATFORM, 1, "system/Immunization.rs system/Patient.r"));
    properties.putAll(SecuredServer.client(2, NEIGHBOUR, 2, "system/*.cruds"));
    properties.putAll(
        SecuredServer.client(3, AUDITOR, 1, "system/AuditEvent.rs xiangqiao/metrics"));
    properties.putAll(
        SecuredServer.client(4, OPERATOR, 1, "system/Patient.s xiangqiao/search.explain"));
    server = SecuredServer.start(TestPostgres.jdbcUrl(), properties);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void nothingIsOpenWithoutATokenButWhatTellsHowToGetOne() {
    for (String path : List.of("/fhir/Patient", "/fhir/Patient/1", "/fhir/_history", "/fhir")) {
      Reply reply = server.send("GET", path, null);
      assertThat(reply.status()).as(path).isEqualTo(401);
      assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
      assertThat(reply.header("X-Request-Id")).isNotBlank();
      assertThat(reply.json().get("resourceType").asText()).isEqualTo("OperationOutcome");
      assertThat(reply.json().at("/issue/0/code").asText()).isEqualTo("login");
    }
    for (String path :
        List.of(
            "/admin/clients",
            "/admin/exchange",
            "/actuator/prometheus",
            "/actuator/env",
            "/actuator/heapdump",
            "/nothing")) {
      Reply reply = server.send("GET", path, null);
      assertThat(reply.status()).as(path).isEqualTo(401);
      assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
      assertThat(reply.body()).doesNotContain("Exception", "org.");
    }
    assertThat(server.send("GET", "/fhir/metadata", null).status()).isEqualTo(200);
    Reply health = server.send("GET", "/actuator/health/liveness", null);
    assertThat(health.json().get("status").asText()).isEqualTo("UP");
    assertThat(health.json().has("components")).isFalse();
  }

  @Test
  void forgedAndForeignTokensAreRefusedInTheCallersLanguage() {
    String token = server.token(EMR, "system/*.cruds");
    String forged = token.substring(0, token.length() - 6) + "AAAAAA";
    Reply reply =
        server.send(
            "GET",
            "/fhir/Patient",
            null,
            "Authorization",
            "Bearer " + forged,
            "Accept-Language",
            "zh-CN");
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("WWW-Authenticate")).contains("invalid_token");
    assertThat(reply.json().at("/issue/0/details/text").asText()).contains("令牌");
    String assertion = EMR.assertion(server.tokenEndpoint());
    assertThat(server.get("/fhir/Patient", assertion).status())
        .as("a client assertion is no access token")
        .isEqualTo(401);
  }

  @Test
  void eachInteractionNeedsItsScopeAndTheRefusalNamesIt() {
    String id = created("Patient", patient("甲"));
    String reader = server.token(PLATFORM, "system/Patient.r system/Immunization.rs");
    assertThat(server.get("/fhir/Patient/" + id, reader).status()).isEqualTo(200);
    assertThat(server.get("/fhir/Immunization", reader).status()).isEqualTo(200);
    forbidden(server.get("/fhir/Patient", reader), "system/Patient.s");
    forbidden(server.get("/fhir/Patient/_history", reader), "system/Patient.s");
    forbidden(server.get("/fhir/_history", reader), "system/*.s");
    forbidden(server.get("/fhir/Encounter/1", reader), "system/Encounter.r");
    forbidden(
        server.get("/fhir/Immunization?_include=Immunization:patient", reader), "system/Patient.s");
    forbidden(
        server.send(
            "POST",
            "/fhir/Immunization/_search",
            "_include=Immunization%3Apatient",
            "Authorization",
            "Bearer " + reader,
            "Content-Type",
            "application/x-www-form-urlencoded"),
        "system/Patient.s");
    forbidden(server.post("/fhir/Patient", patient("乙"), reader), "system/Patient.c");
    forbidden(
        server.send("DELETE", "/fhir/Patient/" + id, null, "Authorization", "Bearer " + reader),
        "system/Patient.d");
    assertThat(server.get("/fhir/Patient/" + id, reader).status()).isEqualTo(200);
  }

  @Test
  void nothingIsLookedIntoWithoutARightToIt() {
    String token = server.token(EMR, "system/Patient.cruds system/Immunization.rs");
    for (String path :
        List.of(
            "/fhir/Patient?_has:Observation:patient:code=1",
            "/fhir/Patient?_filter=not%20(organization.name%20eq%20a)%20and%20gender%20eq%20male",
            "/fhir/Immunization?patient.organization.name=a",
            "/fhir/Patient?_list=1",
            "/fhir/Patient?_revinclude=Observation:patient",
            "/fhir/Patient/1/Observation",
            "/fhir/Patient/1/*",
            "/fhir?_type=Patient,Observation",
            "/fhir?_id=1")) {
      assertThat(server.get(path, token).status()).as(path).isEqualTo(403);
    }
    forbidden(server.get("/fhir?_id=1", token), "system/*.s");
    forbidden(
        server.get("/fhir/Patient?_has:Observation:patient:code=1", token), "system/Observation.s");
    for (String path :
        List.of(
            "/fhir/Immunization?patient.gender=male",
            "/fhir/Patient/1/Immunization",
            "/fhir?_type=Patient,Immunization")) {
      assertThat(server.get(path, token).status()).as(path).isEqualTo(200);
    }
    assertThat(
            server
                .post(
                    "/fhir",
                    """
                    {"resourceType":"Bundle","type":"batch","entry":[{"request":{
                      "method":"GET","url":"Patient?_has:Observation:patient:code=1"}}]}""",
                    token)
                .body())
        .contains("403")
        .contains("system/Observation.s");
    forbidden(
        server.post(
            "/fhir",
            """
            {"resourceType":"Bundle","type":"transaction","entry":[{
              "resource":{"resourceType":"Patient"},
              "request":{"method":"POST","url":"Patient",
                "ifNoneExist":"Patient??_has:Observation:patient:code=1"}}]}""",
            token),
        "system/Observation.s");
    forbidden(
        server.send(
            "DELETE",
            "/fhir/Patient?_has:Observation:patient:code=1",
            null,
            "Authorization",
            "Bearer " + token),
        "system/Observation.s");
    forbidden(
        server.send(
            "POST",
            "/fhir/Patient",
            patient("丁"),
            "Authorization",
            "Bearer " + token,
            "Content-Type",
            "application/fhir+json",
            "If-None-Exist",
            "_has:Observation:patient:code=1"),
        "system/Observation.s");
  }

  @Test
  void oneForbiddenEntryRefusesItsWholeTransactionButOnlyItselfInABatch() {
    String token = server.token(EMR, "system/Organization.cruds system/Patient.r");
    String bundle =
        """
        {"resourceType":"Bundle","type":"%1$s","entry":[
          {"resource":{"resourceType":"Organization","name":"sent-by-%1$s"},
           "request":{"method":"POST","url":"Organization"}},
          {"request":{"method":"GET","url":"Patient?gender=male"}},
          {"request":{"method":"DELETE","url":"Patient/never-was"}}]}
        """;
    forbidden(server.post("/fhir", bundle.formatted("transaction"), token), "system/Patient.s");
    SecuredServer.Reply batch = server.post("/fhir", bundle.formatted("batch"), token);
    assertThat(batch.status()).as(batch.body()).isEqualTo(200);
    assertThat(batch.json().at("/entry/0/response/status").asText()).isEqualTo("201 Created");
    for (int entry = 1; entry < 3; entry++) {
      assertThat(batch.json().at("/entry/" + entry + "/response/status").asText())
          .isEqualTo("403 Forbidden");
      assertThat(batch.json().at("/entry/" + entry + "/resource").isMissingNode()).isTrue();
    }
    assertThat(batch.json().at("/entry/1/response/outcome/issue/0/expression/0").asText())
        .isEqualTo("Bundle.entry[1].request.url");
    assertThat(batch.json().at("/entry/2/response/outcome/issue/0").toString())
        .contains("system/Patient.d");
    String all = server.token(EMR, "system/*.rs");
    assertThat(server.get("/fhir/Organization?name=sent-by-transaction", all).json().path("entry"))
        .isEmpty();
    assertThat(server.get("/fhir/Organization?name=sent-by-batch", all).json().path("entry"))
        .hasSize(1);
  }

  @Test
  void theTenantComesFromTheTokenAlone() {
    String id = created("Patient", patient("丙"));
    String neighbour = server.token(NEIGHBOUR, "system/*.cruds");
    assertThat(server.get("/fhir/Patient/" + id, neighbour).status()).isEqualTo(404);
    assertThat(server.get("/fhir/Patient?_id=" + id, neighbour).json().path("entry").size())
        .isZero();
  }

  @Test
  void everyAccessIsInTheTrailBeforeItsAnswerLeaves() {
    String token = server.token(EMR, "system/*.cruds");
    String id = created("Patient", patient("丁"));
    assertThat(trail("resource_id = ? and action = 'C'", id)).hasSize(1);
    for (int i = 1; i <= 5; i++) {
      server.get("/fhir/Patient/" + id, token);
      assertThat(trail("resource_id = ? and interaction = 'read'", id)).hasSize(i);
    }
    Map<String, Object> read = trail("resource_id = ? and interaction = 'read'", id).get(0);
    assertThat(read)
        .containsEntry("client", "emr")
        .containsEntry("organization", "township-1")
        .containsEntry("tenant_id", 1)
        .containsEntry("source", "127.0.0.1")
        .containsEntry("version", 1L);
    String immunization =
        created(
            "Immunization",
            """
            {"resourceType":"Immunization","status":"completed",
             "vaccineCode":{"text":"x"},"patient":{"reference":"Patient/%s"},
             "occurrenceDateTime":"2026-01-05"}"""
                .formatted(id));
    server.get("/fhir/Immunization?patient=Patient/" + id, token);
    assertThat(trail("interaction = 'search-type' and patients @> array[?]::text[]", id))
        .hasSize(1);
    server.send(
        "DELETE", "/fhir/Immunization/" + immunization, null, "Authorization", "Bearer " + token);
    assertThat(trail("resource_id = ? and action = 'D'", immunization)).hasSize(1);
  }

  @Test
  void whatATransactionDidToResourcesAlikeIsOneRecordThatIsFoundByEachOfThem() {
    String observations =
        java.util.stream.IntStream.range(0, 3)
            .mapToObj(
                n ->
                    """
                    {"resource":{"resourceType":"Observation","id":"alike-%1$d","status":"final",
                       "code":{"text":"x"},"subject":{"reference":"Patient/alike-%2$d"}},
                     "request":{"method":"PUT","url":"Observation/alike-%1$d"}}"""
                        .formatted(n, n / 2))
            .collect(java.util.stream.Collectors.joining(","));
    String bundle =
        """
        {"resourceType":"Bundle","type":"transaction","entry":[
          {"resource":{"resourceType":"Patient","id":"alike-0"},
           "request":{"method":"PUT","url":"Patient/alike-0"}},
          {"resource":{"resourceType":"Patient","id":"alike-1"},
           "request":{"method":"PUT","url":"Patient/alike-1"}},%s]}"""
            .formatted(observations);
    Reply reply = server.post("/fhir", bundle, server.token(EMR, "system/*.cruds"));
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(trail("resource_type = ? and resource_id like 'alike-%'", "Observation")).hasSize(2);
    String auditor = server.token(AUDITOR, "system/AuditEvent.rs");
    for (int n = 0; n < 3; n++) {
      Reply found = server.get("/fhir/AuditEvent?action=C&entity=Observation/alike-" + n, auditor);
      assertThat(found.json().path("entry")).as(found.body()).hasSize(1);
      assertThat(found.json().at("/entry/0/resource/entity").toString())
          .contains("Observation/alike-" + n + "/_history/1", "Patient/alike-" + n / 2)
          .doesNotContain("Patient/alike-" + (1 - n / 2));
    }
    assertThat(entries("action=C&entity=Patient/alike-1", auditor)).isEqualTo(1);
  }

  @Test
  void failuresAndRefusalsAreInTheTrailToo() {
    String reader = server.token(PLATFORM, "system/Patient.r");
    server.get("/fhir/Patient?name=audited-refusal", reader);
    List<Map<String, Object>> refused =
        trail("client = ? and status = 403 and interaction = 'search-type'", "platform");
    assertThat(refused).isNotEmpty();
    assertThat(refused).allSatisfy(row -> assertThat(row.get("query")).isEqualTo("name=***"));
    Reply anonymous =
        server.send("GET", "/fhir/Patient/somebody", null, "X-Request-Id", "anonymous-1");
    assertThat(anonymous.status()).isEqualTo(401);
    assertThat(trail("request_id = ?", "anonymous-1"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row).containsEntry("tenant_id", 0).containsEntry("status", 401);
              assertThat(row).containsEntry("resource_id", "somebody");
            });
    assertThat(trail("interaction = 'token' and client = ?", "platform")).isNotEmpty();
    server.get("/fhir/Patient/no-such-resident", server.token(EMR, "system/*.r"));
    assertThat(trail("resource_id = ? and status = 404", "no-such-resident")).hasSize(1);
  }

  @Test
  void theTrailIsReadableAsAuditEventsPageByPage() {
    String id = created("Patient", patient("戊"));
    String token = server.token(EMR, "system/*.r");
    for (int i = 0; i < 5; i++) {
      server.get("/fhir/Patient/" + id, token);
    }
    String auditor = server.token(AUDITOR, "system/AuditEvent.rs");
    Reply page = server.get("/fhir/AuditEvent?patient=" + id + "&_count=2", auditor);
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    List<String> seen = new ArrayList<>();
    while (true) {
      page.json().path("entry").forEach(entry -> seen.add(entry.at("/resource/id").asText()));
      String next = next(page.json());
      if (next == null) {
        break;
      }
      page = server.get(next.substring(server.root().length()), auditor);
    }
    assertThat(seen).hasSize(6).doesNotHaveDuplicates();
    JsonNode event = server.get("/fhir/AuditEvent/" + seen.get(0), auditor).json();
    assertThat(event.get("action").asText()).isEqualTo("R");
    assertThat(event.at("/agent/0/altId").asText()).isEqualTo("emr");
    assertThat(event.at("/entity/0/what/reference").asText())
        .isEqualTo("Patient/" + id + "/_history/1");
    assertThat(entries("entity=Patient/" + id + "&action=C", auditor)).isEqualTo(1);
    assertThat(entries("entity=Patient/" + id + "&subtype=read&altid=emr", auditor)).isEqualTo(5);
    assertThat(entries("entity=Patient/" + id + "&outcome=4", auditor)).isZero();
    assertThat(entries("entity=Patient/" + id + "&date=lt2020-01-01", auditor)).isZero();
    assertThat(entries("agent=Organization/township-1&entity=Patient/" + id, auditor)).isEqualTo(6);
    assertThat(server.get("/fhir/AuditEvent?nonsense=1", auditor).status()).isEqualTo(400);
    String neighbour = server.token(NEIGHBOUR, "system/*.rs");
    assertThat(server.get("/fhir/AuditEvent/" + seen.get(0), neighbour).status()).isEqualTo(404);
    String all = server.token(EMR, "system/*.cruds");
    assertThat(
            server
                .send(
                    "DELETE",
                    "/fhir/AuditEvent/" + seen.get(0),
                    null,
                    "Authorization",
                    "Bearer " + all)
                .status())
        .isEqualTo(405);
  }

  @Test
  void withoutTheTrailNothingIsReadAndNothingIsWritten() {
    String id = created("Patient", patient("己"));
    String token = server.token(EMR, "system/*.cruds");
    server.jdbc().execute("alter table audit_record rename to audit_record_away");
    server.jdbc().execute("alter table audit_arrived rename to audit_arrived_away");
    try {
      Reply read = server.get("/fhir/Patient/" + id, token);
      assertThat(read.status()).isEqualTo(503);
      assertThat(read.json().get("resourceType").asText()).isEqualTo("OperationOutcome");
      assertThat(read.body()).doesNotContain("己");
      assertThat(server.post("/fhir/Patient", patient("庚"), token).status())
          .isGreaterThanOrEqualTo(500);
      assertThat(server.get("/fhir/metadata", token).status()).isEqualTo(200);
    } finally {
      server.jdbc().execute("alter table audit_record_away rename to audit_record");
      server.jdbc().execute("alter table audit_arrived_away rename to audit_arrived");
    }
    assertThat(server.get("/fhir/Patient/" + id, token).status()).isEqualTo(200);
    assertThat(
            server
                .get("/fhir/Patient?family=庚".replace("庚", "%E5%BA%9A"), token)
                .json()
                .path("entry")
                .size())
        .isZero();
  }

  @Test
  void plansNeedTheirScopeAndTheSearchs() {
    String operator = server.token(OPERATOR, "system/Patient.s xiangqiao/search.explain");
    Reply plan = server.get("/fhir/Patient?family=Geheim&_sort=-birthdate&_explain=true", operator);
    assertThat(plan.status()).as(plan.body()).isEqualTo(200);
    assertThat(plan.json().get("resourceType").asText()).isEqualTo("Parameters");
    assertThat(plan.body()).contains("resource_patient", "cost=").doesNotContain("Geheim");
    assertThat(server.get("/fhir/Patient?_explain=analyze", operator).body())
        .contains("actual time");
    assertThat(server.get("/fhir/Patient?_explain=maybe", operator).status()).isEqualTo(400);
    assertThat(server.get("/fhir/Observation?_explain=true", operator).status()).isEqualTo(403);
    Reply refused = server.get("/fhir/Patient?_explain=true", server.token(EMR, "system/*.cruds"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains("xiangqiao/search.explain");
  }

  @Test
  void metricsNeedTheirScope() {
    assertThat(
            server.get("/actuator/prometheus", server.token(AUDITOR, "xiangqiao/metrics")).body())
        .contains("jvm_memory_used_bytes", "xiangqiao_feed_horizon_lag");
    Reply refused = server.get("/actuator/prometheus", server.token(EMR, "system/*.rs"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().get("title").asText()).contains("xiangqiao/metrics");
  }

  @Test
  void answersCarryNoInvitationToBrowsers() {
    String id = created("Patient", patient("辛"));
    String token = server.token(EMR, "system/*.r");
    for (String path : List.of("/fhir/Patient/" + id, "/fhir/Patient/none", "/fhir/metadata")) {
      Reply reply = server.get(path, token);
      assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
      assertThat(reply.header("Content-Security-Policy")).isEqualTo("default-src 'none'");
      assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(reply.header("Cache-Control")).contains("no-store");
      assertThat(reply.header("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void aBadTokenOpensNothingNotEvenWhatIsOpenWithoutOne() {
    assertThat(server.get("/fhir/metadata", "forged").status()).isEqualTo(401);
    assertThat(server.send("HEAD", "/fhir/metadata", null).status()).isEqualTo(401);
    assertThat(server.send("POST", "/fhir/metadata", "{}").status()).isEqualTo(401);
    assertThat(server.send("GET", "/fhir/metadata/x", null).status()).isEqualTo(401);
    assertThat(
            server
                .send(
                    "GET",
                    "/fhir/Patient",
                    null,
                    "Authorization",
                    "DPoP " + server.token(EMR, "system/*.r"))
                .status())
        .isEqualTo(401);
  }

  @Test
  void securityDoesNotAskSpringMvcWhoWouldAnswer() {
    assertThatThrownBy(() -> server.bean(HandlerMappingIntrospector.class))
        .isInstanceOf(NoSuchBeanDefinitionException.class);
  }

  @Test
  void aLookUpIsInTheTrailSoonAfterItsAnswerLeft() {
    String address = "/fhir/CodeSystem/$lookup?system=http://hl7.org/fhir/administrative-gender";
    Reply reply = server.get(address + "&code=male", server.token(EMR, "system/*.r"));
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    await().untilAsserted(() -> assertThat(trail("interaction = ?", "$lookup")).hasSize(1));
  }

  private static String created(String type, String json) {
    Reply reply = server.post("/fhir/" + type, json, server.token(EMR, "system/*.cruds"));
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply.json().get("id").asText();
  }

  private static String patient(String family) {
    return """
        {"resourceType":"Patient","name":[{"family":"%s"}],"gender":"male"}"""
        .formatted(family);
  }

  private static List<Map<String, Object>> trail(String condition, String argument) {
    return server
        .jdbc()
        .queryForList("select * from audit_trail where " + condition + " order by at", argument);
  }

  private static int entries(String query, String token) {
    Reply reply = server.get("/fhir/AuditEvent?" + query, token);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json().path("entry").size();
  }

  private static String next(JsonNode bundle) {
    for (JsonNode link : bundle.path("link")) {
      if (link.get("relation").asText().equals("next")) {
        return link.get("url").asText();
      }
    }
    return null;
  }

  private static void forbidden(Reply reply, String scope) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(403);
    assertThat(reply.json().get("resourceType").asText()).isEqualTo("OperationOutcome");
    assertThat(reply.json().at("/issue/0/code").asText()).isEqualTo("forbidden");
    assertThat(reply.json().at("/issue/0/details/text").asText()).contains(scope + ".");
  }
}
