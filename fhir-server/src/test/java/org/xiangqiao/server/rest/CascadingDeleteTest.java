package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.security.SecuredServer;
import org.xiangqiao.server.security.SecuredServer.Reply;
import org.xiangqiao.server.security.TestClient;
import org.xiangqiao.store.TestPostgres;

/** {@code X-Cascade: delete} over HTTP: its scope, the rights of each type, and what is told. */
class CascadingDeleteTest {

  private static final TestClient CLERK = TestClient.es384("clerk");
  private static final String ALL = "system/*.cruds";
  private static final String CASCADE = "xiangqiao/delete.cascade";

  private static SecuredServer server;

  @BeforeAll
  static void start() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.putAll(SecuredServer.client(0, CLERK, 1, ALL + " " + CASCADE));
    properties.put("xiangqiao.store.references.max-cascade", "5");
    properties.put("xiangqiao.store.time-limits.read", "7s");
    server = SecuredServer.start(TestPostgres.jdbcUrl(), properties);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void takesReferrersAlongAndTellsWhatWent() {
    String token = server.token(CLERK, ALL + " " + CASCADE);
    String patient = patient(token);
    String first = visit(token, patient);
    String second = visit(token, patient);
    refused(delete(token, patient), 409, "still-referenced");

    Reply gone = delete(token, patient, "X-Cascade", "delete", "Accept-Language", "zh");
    assertThat(gone.status()).as(gone.body()).isEqualTo(200);
    JsonNode issue = gone.json().at("/issue/0");
    assertThat(issue.get("severity").asText()).isEqualTo("information");
    assertThat(issue.at("/details/coding/0/code").asText()).isEqualTo("cascaded");
    assertThat(issue.at("/details/text").asText()).contains("Encounter 2", "一并删除");
    assertThat(issue.get("diagnostics").asText())
        .contains("Encounter/" + first, "Encounter/" + second);
    for (String address : List.of("Patient/" + patient, "Encounter/" + first)) {
      assertThat(server.get("/fhir/" + address, token).status()).isEqualTo(410);
    }
    assertThat(
            server
                .get("/fhir/AuditEvent?entity=Encounter/" + first + "&action=D", token)
                .json()
                .at("/entry"))
        .as("the audit trail has each")
        .hasSize(1);
  }

  @Test
  void withoutReferrersItIsAnyDeletion() {
    String token = server.token(CLERK, ALL + " " + CASCADE);
    assertThat(delete(token, patient(token), "X-Cascade", "delete").status()).isEqualTo(204);
  }

  @Test
  void needsItsOwnScopeAndTheRightForEachType() {
    String all = server.token(CLERK, ALL + " " + CASCADE);
    String patient = patient(all);
    String visit = visit(all, patient);
    Reply noScope = delete(server.token(CLERK, ALL), patient, "X-Cascade", "delete");
    refused(noScope, 403, "scope-missing");
    assertThat(noScope.body()).contains(CASCADE);
    Reply noRight =
        delete(server.token(CLERK, "system/Patient.d " + CASCADE), patient, "X-Cascade", "delete");
    refused(noRight, 403, "scope-missing");
    assertThat(noRight.body()).contains("system/Encounter.d");
    assertThat(server.get("/fhir/Patient/" + patient, all).status()).isEqualTo(200);
    assertThat(server.get("/fhir/Encounter/" + visit, all).status()).isEqualTo(200);
    String both = server.token(CLERK, "system/Patient.d system/Encounter.d " + CASCADE);
    assertThat(delete(both, patient, "X-Cascade", "delete").status()).isEqualTo(200);
  }

  @Test
  void tooManyAreRefusedWithTheirNumber() {
    String token = server.token(CLERK, ALL + " " + CASCADE);
    String patient = patient(token);
    for (int i = 0; i < 6; i++) {
      visit(token, patient);
    }
    Reply refused = delete(token, patient, "X-Cascade", "delete");
    refused(refused, 409, "cascade-too-large");
    assertThat(refused.body()).contains("Encounter 6");
  }

  @Test
  void otherValuesOfTheHeader() {
    String token = server.token(CLERK, ALL + " " + CASCADE);
    String patient = patient(token);
    visit(token, patient);
    refused(delete(token, patient, "X-Cascade", "none"), 409, "still-referenced");
    refused(delete(token, patient, "X-Cascade", "all"), 400, "parameter-invalid");
  }

  @Test
  void poolGivesItsConnectionsTheConfiguredLimits() {
    assertThat(server.jdbc().queryForObject("show statement_timeout", String.class))
        .isEqualTo("7s");
    assertThat(server.jdbc().queryForObject("show lock_timeout", String.class)).isEqualTo("30s");
  }

  private static Reply delete(String token, String patient, String... headers) {
    List<String> all = new ArrayList<>(List.of("Authorization", "Bearer " + token));
    all.addAll(List.of(headers));
    return server.send("DELETE", "/fhir/Patient/" + patient, null, all.toArray(String[]::new));
  }

  private static void refused(Reply reply, int status, String rule) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.json().at("/issue/0/details/coding/0/code").asText()).isEqualTo(rule);
  }

  private static String patient(String token) {
    return created(server.post("/fhir/Patient", "{\"resourceType\":\"Patient\"}", token));
  }

  private static String visit(String token, String patient) {
    String body =
        """
        {"resourceType":"Encounter","status":"finished","class":{"code":"AMB"},
         "subject":{"reference":"Patient/%s"}}"""
            .formatted(patient);
    return created(server.post("/fhir/Encounter", body, token));
  }

  private static String created(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply.json().get("id").asText();
  }
}
