package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** {@code $validate}: R4 resource-operation-validate.html. */
class ValidateTest extends RestServerTest {

  private static final String PROFILE =
      """
      {"resourceType":"StructureDefinition","url":"%s","name":"Sample","status":"active",
       "fhirVersion":"4.0.1","kind":"resource","abstract":false,"type":"Patient",
       "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient",
       "derivation":"constraint","differential":{"element":[
         {"id":"Patient","path":"Patient"},
         {"id":"Patient.%s","path":"Patient.%s","min":1}]}}""";

  @Test
  void aValidResourceHasNoIssues() {
    Reply reply = send("POST", "/Patient/$validate", resident("好"));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).startsWith("application/fhir+json");
    JsonNode issues = reply.json().get("issue");
    assertThat(issues).hasSize(1);
    assertThat(issues.get(0).get("severity").asText()).isEqualTo("information");
    assertThat(get("/Patient?name=" + encoded("好")).json().path("entry")).isEmpty();
  }

  @Test
  void everythingThatIsWrongIsToldWithItsPlace() {
    String sent =
        """
        {"resourceType":"Patient","nothing":1,"gender":"mal","birthDate":"2019-02-3",
         "name":{"family":"x"},"contact":[{"gender":"male"}]}""";
    JsonNode outcome = outcome(send("POST", "/Patient/$validate", sent));
    assertThat(errors(outcome))
        .contains("Patient.gender", "Patient.birthDate", "Patient.contact[0]", "Patient");
    assertThat(outcome.toString()).contains("nothing");
    for (JsonNode issue : outcome.get("issue")) {
      assertThat(issue.get("code").asText()).isNotBlank();
      assertThat(issue.at("/details/text").asText()).isNotBlank();
    }
    assertThat(outcome.toString()).contains("operationoutcome-issue-line");
    // In XML just so.
    JsonNode fromXml =
        outcome(
            send(
                "POST",
                "/Patient/$validate?_format=json",
                "<Patient xmlns=\"http://hl7.org/fhir\"><gender value=\"mal\"/></Patient>",
                "Content-Type",
                "application/fhir+xml"));
    assertThat(errors(fromXml)).contains("Patient.gender");
  }

  @Test
  void postedProfilesCountAtOnceAndOnlyInTheirCounty() {
    String url = "https://example.org/fhir/StructureDefinition/sample-" + System.nanoTime();
    String body = resident("规");
    String address = "/Patient/$validate?profile=" + encoded(url);
    assertThat(rules(outcome(send("POST", address, body)))).contains("validate-profile-unknown");
    String id = create(PROFILE.formatted(url, "telecom", "telecom"));
    JsonNode missing = outcome(send("POST", address, body));
    assertThat(errors(missing)).contains("Patient");
    assertThat(missing.toString()).contains("telecom");
    assertThat(rules(outcome(send("POST", address, body, TENANT, "2"))))
        .contains("validate-profile-unknown");
    // Named by the resource itself, and by Parameters.
    String claimed = body.replaceFirst("\\{", "{\"meta\":{\"profile\":[\"" + url + "\"]},");
    assertThat(outcome(send("POST", "/Patient/$validate", claimed)).toString()).contains("telecom");
    String parameters =
        """
        {"resourceType":"Parameters","parameter":[{"name":"profile","valueUri":"%s"},
         {"name":"resource","resource":%s}]}"""
            .formatted(url, body);
    assertThat(outcome(send("POST", "/Patient/$validate", parameters)).toString())
        .contains("telecom");
    // A changed profile is not the old one.
    Reply changed =
        send(
            "PUT",
            "/StructureDefinition/" + id,
            PROFILE
                .formatted(url, "photo", "photo")
                .replaceFirst("\\{", "{\"id\":\"" + id + "\","));
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    JsonNode after = outcome(send("POST", address, body));
    assertThat(after.toString()).contains("photo").doesNotContain("telecom");
  }

  @Test
  void aPostedProfileThatIsBuiltOnItselfIsAnIssueAndNoFailure() {
    String url = "https://example.org/fhir/StructureDefinition/circle-" + System.nanoTime();
    create(
        PROFILE
            .formatted(url, "telecom", "telecom")
            .replace("http://hl7.org/fhir/StructureDefinition/Patient", url));
    String address = "/Patient/$validate?profile=" + encoded(url);
    assertThat(errors(outcome(send("POST", address, resident("圆"))))).isNotEmpty();
  }

  @Test
  void postedValueSetsAreUsed() {
    String base = "https://example.org/fhir/" + System.nanoTime();
    create(
        """
        {"resourceType":"CodeSystem","url":"%s/codes","status":"active","content":"complete",
         "concept":[{"code":"a"},{"code":"b"}]}"""
            .formatted(base));
    create(
        """
        {"resourceType":"ValueSet","url":"%s/set","status":"active",
         "compose":{"include":[{"system":"%s/codes","concept":[{"code":"a"}]}]}}"""
            .formatted(base, base));
    create(
        """
        {"resourceType":"StructureDefinition","url":"%s/profile","name":"Bound","status":"active",
         "fhirVersion":"4.0.1","kind":"resource","abstract":false,"type":"Basic",
         "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Basic",
         "derivation":"constraint","differential":{"element":[
           {"id":"Basic","path":"Basic"},
           {"id":"Basic.code","path":"Basic.code",
            "binding":{"strength":"required","valueSet":"%s/set"}}]}}"""
            .formatted(base, base));
    String address = "/Basic/$validate?profile=" + encoded(base + "/profile");
    String basic =
        "{\"resourceType\":\"Basic\",\"code\":{\"coding\":[{\"system\":\"%s/codes\",\"code\":\"%s\"}]}}";
    assertThat(errors(outcome(send("POST", address, basic.formatted(base, "a"))))).isEmpty();
    assertThat(errors(outcome(send("POST", address, basic.formatted(base, "b"))))).isNotEmpty();
  }

  @Test
  void storedResourcesCanBeValidated() {
    String id = create(resident("存"));
    assertThat(errors(outcome(get("/Patient/" + id + "/$validate")))).isEmpty();
    assertThat(errors(outcome(send("POST", "/Patient/" + id + "/$validate", null)))).isEmpty();
    refusal(get("/Patient/none-such/$validate"), 404, "not-found");
    refusal(
        get("/Patient/" + id + "/$validate", SCOPE, "system/Observation.rs"), 403, "scope-missing");
    refusal(
        get("/Patient/" + id + "/$validate?mode=update", SCOPE, "system/Patient.u"),
        403,
        "scope-missing");
    refusal(get("/Patient/$validate"), 400, "operation-parameter-missing");
  }

  @Test
  void deletionIsRehearsed() {
    String patient = create(resident("删"));
    String address = "/Patient/" + patient + "/$validate?mode=delete";
    assertThat(errors(outcome(get(address)))).isEmpty();
    create(
        """
        {"resourceType":"Observation","status":"final","code":{"text":"x"},
         "subject":{"reference":"Patient/%s"}}"""
            .formatted(patient));
    assertThat(rules(outcome(get(address)))).contains("still-referenced");
    assertThat(get("/Patient/" + patient).status()).isEqualTo(200);
    refusal(get(address, SCOPE, "system/*.rs"), 403, "scope-missing");
    refusal(get("/Patient/$validate?mode=delete"), 400, "validate-no-target");
  }

  @Test
  void creationAndUpdateAreRehearsed() {
    String body = resident("演");
    String id = create(body);
    assertThat(outcome(send("POST", "/Patient/$validate?mode=create", body)).toString())
        .contains("error");
    String dangling =
        """
        {"resourceType":"Observation","status":"final","code":{"text":"x"},
         "subject":{"reference":"Patient/none-such"}}""";
    assertThat(rules(outcome(send("POST", "/Observation/$validate?mode=create", dangling))))
        .contains("reference-to-nothing");
    assertThat(errors(outcome(send("POST", "/Observation/$validate", dangling)))).isEmpty();
    String fresh = resident("演二");
    assertThat(errors(outcome(send("POST", "/Patient/$validate?mode=create", fresh)))).isEmpty();
    assertThat(get("/Patient?name=" + encoded("演二")).json().path("entry")).isEmpty();
    Reply update =
        send(
            "POST",
            "/Patient/" + id + "/$validate?mode=update",
            body.replaceFirst("\\{", "{\"id\":\"" + id + "\","));
    assertThat(errors(outcome(update))).isEmpty();
    assertThat(get("/Patient/" + id).json().at("/meta/versionId").asText()).isEqualTo("1");
    refusal(
        send("POST", "/Patient/$validate?mode=create", fresh, SCOPE, "system/*.rs"),
        403,
        "scope-missing");
  }

  @Test
  void whatCannotBeReadIsRefused() {
    refusal(send("POST", "/Patient/$validate", "{\"resourceType\":"), 400, "json-syntax");
    refusal(
        send("POST", "/Patient/$validate", "{\"resourceType\":\"Basic\"}"), 400, "type-mismatch");
    refusal(send("POST", "/Patient/$validate?mode=x", resident("模")), 400, "validate-mode");
    String many = "profile=https://example.org/p&".repeat(21);
    refusal(
        send("POST", "/Patient/$validate?" + many, resident("多")),
        400,
        "validate-too-many-profiles");
    refusal(send("POST", "/Patient/$validate", null), 400, "operation-parameter-missing");
    refusal(
        send("POST", "/Patient/$validate", "x", "Content-Type", "text/plain"),
        415,
        "unsupported-media-type");
    refusal(send("POST", "/$validate", resident("系")), 404, "unknown-operation");
  }

  /** Validators are used again and by several at once: none may answer for another. */
  @Test
  void answersDoNotMix() throws Exception {
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      boolean sound = i % 2 == 0;
      String body =
          sound ? resident("并") : "{\"resourceType\":\"Patient\",\"gender\":\"x" + i + "\"}";
      String mark = "x" + i;
      calls.add(
          () -> {
            JsonNode outcome = outcome(send("POST", "/Patient/$validate", body));
            return sound
                ? errors(outcome).isEmpty()
                : outcome.toString().contains("'" + mark + "'")
                    && errors(outcome).stream().allMatch("Patient.gender"::equals);
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Boolean> each : threads.invokeAll(calls)) {
        assertThat(each.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }

  private static JsonNode outcome(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().get("resourceType").asText()).isEqualTo("OperationOutcome");
    return reply.json();
  }

  /** Places of errors. */
  private static List<String> errors(JsonNode outcome) {
    List<String> places = new ArrayList<>();
    for (JsonNode issue : outcome.get("issue")) {
      if (Set.of("error", "fatal").contains(issue.get("severity").asText())) {
        places.add(issue.at("/expression/0").asText());
      }
    }
    return places;
  }

  private static List<String> rules(JsonNode outcome) {
    List<String> rules = new ArrayList<>();
    outcome.get("issue").forEach(issue -> rules.add(issue.at("/details/coding/0/code").asText()));
    return rules;
  }
}
