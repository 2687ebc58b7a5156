package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** $expunge: what goes, what stays, and who may. */
class ExpungeTest extends RestServerTest {

  private static final String[] MAY = {SCOPE, "system/*.cruds xiangqiao/data.expunge"};

  private String updated(String resident) {
    String id = create(resident);
    String body = get("/Patient/" + id).text().replace("\"male\"", "\"female\"");
    assertThat(send("PUT", "/Patient/" + id, body).status()).isEqualTo(200);
    return id;
  }

  @Test
  void aResourceGoesWithAllItsVersions() {
    String resident = resident("郗");
    String id = updated(resident);
    JsonNode dry = expunge("/Patient/" + id + "/$expunge?dryRun=true");
    assertThat(count(dry)).isEqualTo(2);
    assertThat(get("/Patient/" + id).status()).isEqualTo(200);

    JsonNode answer = expunge("/Patient/" + id + "/$expunge");

    assertThat(count(answer)).isEqualTo(2);
    refusal(get("/Patient/" + id), 410, "gone");
    for (int version : List.of(1, 2)) {
      assertThat(get("/Patient/" + id + "/_history/" + version).status()).isEqualTo(404);
    }
    assertThat(get("/Patient/" + id + "/_history").json().get("entry")).hasSize(1);
    assertThat(get("/Patient?identifier=" + identityOf(resident)).json().has("entry")).isFalse();
    String next = create(resident);
    assertThat(next).isNotEqualTo(id);
    assertThat(count(expunge("/Patient/" + id + "/$expunge"))).isZero();
    refusal(send("POST", "/Patient/never-was/$expunge", null, MAY), 404, "not-found");
  }

  @Test
  void aVersionGoesUnlessItIsTheCurrentOne() {
    String id = updated(resident("郜"));
    refusal(
        send("POST", "/Patient/" + id + "/_history/2/$expunge", null, MAY), 409, "expunge-current");
    refusal(
        send(
            "POST",
            "/Patient/" + id + "/_history/1/$expunge?expungePreviousVersions=true",
            null,
            MAY),
        400,
        "expunge-version-choices");
    assertThat(count(expunge("/Patient/" + id + "/_history/1/$expunge?dryRun=true"))).isEqualTo(1);
    assertThat(count(expunge("/Patient/" + id + "/_history/1/$expunge"))).isEqualTo(1);
    assertThat(get("/Patient/" + id + "/_history/1").status()).isEqualTo(404);
    assertThat(get("/Patient/" + id).status()).isEqualTo(200);
  }

  @Test
  void typesAndTheSystemGoByPartsAndLimits() {
    String deleted =
        create(
            "{\"resourceType\":\"Substance\",\"code\":{\"text\":\"酒精\"},\"description\":\"旧村卫生室\"}");
    send("DELETE", "/Substance/" + deleted, null);
    String there =
        create(
            "{\"resourceType\":\"Substance\",\"code\":{\"text\":\"酒精\"},\"description\":\"村卫生室\"}");
    for (int i = 0; i < 3; i++) {
      send(
          "PUT",
          "/Substance/" + there,
          "{\"resourceType\":\"Substance\",\"code\":{\"text\":\"酒精\"},\"id\":\"%s\",\"description\":\"村卫生室%d\"}"
              .formatted(there, i));
    }
    refusal(send("POST", "/Substance/$expunge", null, MAY), 400, "expunge-what");
    refusal(send("POST", "/$expunge", null, MAY), 400, "expunge-what");
    assertThat(count(expunge("/Substance/" + there + "/$expunge?expungeDeletedResources=true")))
        .isZero();
    JsonNode dry = expunge("/Substance/$expunge?expungePreviousVersions=true&dryRun=true&limit=3");
    assertThat(count(dry)).isEqualTo(3);
    assertThat(parameter(dry, "more").get("valueBoolean").asBoolean()).isFalse();
    JsonNode first = expunge("/Substance/$expunge?expungePreviousVersions=true&limit=2");
    assertThat(count(first)).isEqualTo(2);
    assertThat(parameter(first, "more").get("valueBoolean").asBoolean()).isTrue();
    JsonNode second = expunge("/Substance/$expunge?expungePreviousVersions=true&limit=2");
    assertThat(count(second)).isEqualTo(1);
    assertThat(parameter(second, "more").get("valueBoolean").asBoolean()).isFalse();
    assertThat(get("/Substance/" + deleted + "/_history/1").status()).isEqualTo(200);
    JsonNode system =
        send(
                "POST",
                "/$expunge",
                """
                {"resourceType":"Parameters","parameter":[
                  {"name":"expungeDeletedResources","valueBoolean":true},
                  {"name":"limit","valueInteger":10000}]}""",
                MAY)
            .json();
    assertThat(count(system)).isPositive();
    assertThat(get("/Substance/" + deleted + "/_history/1").status()).isEqualTo(404);
    assertThat(get("/Substance/" + there).json().get("description").asText()).isEqualTo("村卫生室2");
  }

  @Test
  void neverMoreThanTheLimit() {
    String id =
        create("{\"resourceType\":\"Substance\",\"code\":{\"text\":\"酒精\"},\"description\":\"甲\"}");
    for (int i = 0; i < 3; i++) {
      send(
          "PUT",
          "/Substance/" + id,
          "{\"resourceType\":\"Substance\",\"code\":{\"text\":\"酒精\"},\"id\":\"%s\",\"description\":\"甲%d\"}"
              .formatted(id, i));
    }
    int erased = 0;
    JsonNode answer;
    do {
      answer = expunge("/Substance/" + id + "/$expunge?limit=3");
      assertThat(count(answer)).isBetween(1, 3);
      erased += count(answer);
    } while (parameter(answer, "more").get("valueBoolean").asBoolean());
    assertThat(erased).isEqualTo(4);
    for (int version = 1; version <= 4; version++) {
      assertThat(get("/Substance/" + id + "/_history/" + version).status()).isEqualTo(404);
    }
  }

  @Test
  void neverMoreThanTheLimitOfAResidentAndInTheEndAll() {
    String id = updated(resident("郏"));
    List<String> gone = new ArrayList<>(List.of("Patient/" + id));
    gone.add(changedTwice(dose(id)));
    gone.add(changedTwice(dose(id)));
    gone.add(
        changedTwice(
            """
            {"resourceType":"Provenance","target":[{"reference":"%s"}],
             "recorded":"2024-01-01T08:00:00Z","agent":[{"who":{"display":"村医"}}]}"""
                .formatted(gone.get(1))));
    String address = "/Patient/" + id + "/$expunge?compartment=true";
    JsonNode dry = expunge(address + "&dryRun=true&limit=2");
    assertThat(count(dry)).isEqualTo(11);
    assertThat(parameter(dry, "more").get("valueBoolean").asBoolean()).isTrue();
    int erased = 0;
    JsonNode answer;
    do {
      answer = expunge(address + "&limit=2");
      assertThat(count(answer)).isBetween(1, 2);
      erased += count(answer);
    } while (parameter(answer, "more").get("valueBoolean").asBoolean());
    assertThat(erased).isEqualTo(11);
    assertThat(
            new JdbcTemplate(database)
                .queryForList(
                    "select distinct array_to_string(patients, ',') from audit_trail"
                        + " where interaction = '$expunge' and resource_id = ? and status = 200"
                        + " and query like 'versions=%'",
                    String.class, id))
        .containsExactly(id);
    for (String each : gone) {
      assertThat(get("/" + each).status()).isEqualTo(410);
      assertThat(
              new JdbcTemplate(database)
                  .queryForObject(
                      "select count(*) from resource_history where fhir_id = ? and effect <> 3",
                      Integer.class,
                      each.substring(each.indexOf('/') + 1)))
          .as(each)
          .isZero();
    }
  }

  private static String dose(String patient) {
    return """
        {"resourceType":"Immunization","status":"completed","vaccineCode":{"text":"卡介苗"},
         "patient":{"reference":"Patient/%s"},"occurrenceDateTime":"2024-03-01"}"""
        .formatted(patient);
  }

  /** Three versions of it. */
  private String changedTwice(String resource) {
    String id = create(resource);
    String type = resource.replaceFirst("(?s).*?\"resourceType\":\"(\\w+)\".*", "$1");
    for (int i = 0; i < 2; i++) {
      String body =
          resource.replaceFirst(
              "\\{", "{\"id\":\"" + id + "\",\"language\":\"" + (i == 0 ? "zh" : "en") + "\",");
      assertThat(send("PUT", "/" + type + "/" + id, body).status()).isEqualTo(200);
    }
    return type + "/" + id;
  }

  @Test
  void whoRefersToTheErasedIsNamed() {
    String id = create(resident("蔺"));
    String visit =
        create(
            """
            {"resourceType":"Encounter","status":"finished","class":{"code":"AMB"},
             "subject":{"reference":"Patient/%s"}}"""
                .formatted(id));
    JsonNode issue =
        refusal(send("POST", "/Patient/" + id + "/$expunge", null, MAY), 409, "still-referenced");
    assertThat(issue.at("/details/text").asText()).contains("Encounter/" + visit);
    assertThat(get("/Patient/" + id + "/_history/1").status()).isEqualTo(200);
    assertThat(count(expunge("/Patient/" + id + "/$expunge?compartment=true"))).isEqualTo(2);
    assertThat(get("/Encounter/" + visit).status()).isEqualTo(410);
  }

  @Test
  void whatIsAlsoAboutOthersKeepsTheResident() {
    String one = create(resident("蔚"));
    String two = create(resident("蔚"));
    String group =
        create(
            """
            {"resourceType":"Group","type":"person","actual":true,"member":[
              {"entity":{"reference":"Patient/%s"}},{"entity":{"reference":"Patient/%s"}}]}"""
                .formatted(one, two));
    JsonNode issue =
        refusal(
            send("POST", "/Patient/" + one + "/$expunge?compartment=true", null, MAY),
            409,
            "still-referenced");
    assertThat(issue.at("/details/text").asText()).contains("Group/" + group);
    refusal(
        send("POST", "/Group/" + group + "/$expunge?compartment=true", null, MAY),
        400,
        "expunge-compartment");
  }

  @Test
  void itTakesAScopeOfItsOwnAndLeavesARecord() {
    String id = create(resident("逄"));
    refusal(send("POST", "/Patient/" + id + "/$expunge", null), 403, "scope-missing");
    refusal(
        send(
            "POST",
            "/Patient/" + id + "/$expunge",
            null,
            SCOPE,
            "system/*.rs xiangqiao/data.expunge"),
        403,
        "scope-missing");
    refusal(
        send(
            "POST",
            "/Patient/" + id + "/$expunge?compartment=true",
            null,
            SCOPE,
            "system/Patient.cruds xiangqiao/data.expunge"),
        403,
        "scope-missing");
    assertThat(send("GET", "/Patient/" + id + "/$expunge", null, MAY).status()).isEqualTo(405);
    expunge("/Patient/" + id + "/$expunge");
    assertThat(
            new JdbcTemplate(database)
                .queryForList(
                    "select action || ' ' || status || ' ' || query from audit_trail"
                        + " where interaction = '$expunge' and resource_id = ? and status = 200",
                    String.class,
                    id))
        .containsExactly("D 200 versions=1");
  }

  @Test
  void aWrongWordIsRefused() {
    refusal(send("POST", "/$expunge?vacuum=soon", null, MAY), 400, "expunge-vacuum");
    refusal(
        send("POST", "/$expunge?expungeDeletedResources=true&limit=0", null, MAY),
        400,
        "expunge-limit");
    refusal(
        send("POST", "/$expunge?expungeEverything=true", null, MAY),
        400,
        "operation-parameter-unknown");
  }

  private JsonNode expunge(String address) {
    Reply reply = send("POST", address, null, MAY);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private static int count(JsonNode parameters) {
    return parameter(parameters, "count").get("valueInteger").asInt();
  }

  private static JsonNode parameter(JsonNode parameters, String name) {
    for (JsonNode each : parameters.get("parameter")) {
      if (each.get("name").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError(parameters.toString());
  }
}
