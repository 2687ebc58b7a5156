package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** read, vread, create, update, delete and their headers. R4 http.html. */
class InteractionsTest extends RestServerTest {

  @Test
  void createdResourceIsReadBackAsItWasAnswered() {
    Reply created = send("POST", "/Patient", resident("欧阳"));
    assertThat(created.status()).isEqualTo(201);
    String id = created.json().get("id").asText();
    assertThat(created.header("Location")).isEqualTo(base() + "/Patient/" + id + "/_history/1");
    assertThat(created.header("ETag")).isEqualTo("W/\"1\"");
    assertThat(created.header("Last-Modified")).endsWith("GMT");
    assertThat(created.json().at("/meta/versionId").asText()).isEqualTo("1");

    Reply read = get("/Patient/" + id);
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.text()).isEqualTo(created.text());
    assertThat(read.header("ETag")).isEqualTo("W/\"1\"");
    assertThat(read.header("Content-Type")).isEqualTo("application/fhir+json;charset=UTF-8");
    assertThat(read.json().at("/name/0/family").asText()).isEqualTo("欧阳");
  }

  @Test
  void idInThePostedBodyIsNotUsed() {
    Reply created =
        send("POST", "/Patient", resident("李").replaceFirst("\\{", "{\"id\":\"mine\","));
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.json().get("id").asText()).isNotEqualTo("mine");
  }

  @Test
  void updateMakesAVersionAndTheOldOneStaysReadable() {
    String patient = resident("王");
    String id = create(patient);
    String changed = withId(patient, id).replace("\"male\"", "\"female\"");
    Reply updated = send("PUT", "/Patient/" + id, changed, "If-Match", "W/\"1\"");
    assertThat(updated.status()).isEqualTo(200);
    assertThat(updated.header("ETag")).isEqualTo("W/\"2\"");
    assertThat(updated.header("Location")).endsWith("/Patient/" + id + "/_history/2");

    assertThat(get("/Patient/" + id + "/_history/1").json().get("gender").asText())
        .isEqualTo("male");
    assertThat(get("/Patient/" + id + "/_history/2").json().get("gender").asText())
        .isEqualTo("female");
    refusal(get("/Patient/" + id + "/_history/9"), 404, "version-not-found");
    refusal(get("/Patient/" + id + "/_history/x"), 404, "version-not-found");
    refusal(send("PUT", "/Patient/" + id, changed, "If-Match", "W/\"1\""), 412, null);
    refusal(send("PUT", "/Patient/" + id, changed, "If-Match", "two"), 400, "if-match-invalid");
  }

  @Test
  void updateOfAnUnknownIdCreatesIt() {
    Reply put = send("PUT", "/Patient/own-id-1", withId(resident("赵"), "own-id-1"));
    assertThat(put.status()).isEqualTo(201);
    assertThat(put.header("Location")).endsWith("/Patient/own-id-1/_history/1");
  }

  @Test
  void addressAndBodyOfAnUpdateMustAgree() {
    JsonNode mismatch =
        refusal(send("PUT", "/Patient/a1", withId(resident("钱"), "a2")), 400, "id-mismatch");
    assertThat(mismatch.at("/expression/0").asText()).isEqualTo("Patient.id");
    refusal(send("PUT", "/Patient/a1", resident("钱")), 400, "id-missing");
    refusal(send("PUT", "/Patient/a_1", withId(resident("钱"), "a_1")), 400, "id-invalid");
    refusal(send("PUT", "/Observation/a1", withId(resident("钱"), "a1")), 400, "type-mismatch");
    refusal(send("PUT", "/Patient", resident("钱")), 400, "criteria-missing");
    refusal(send("DELETE", "/Patient", null), 400, "criteria-missing");
  }

  @Test
  void deletedIsGoneAndItsNumberGoesOn() {
    String patient = resident("孙");
    String id = create(patient);
    assertThat(send("DELETE", "/Patient/" + id, null).status()).isEqualTo(204);
    refusal(get("/Patient/" + id), 410, "gone");
    assertThat(send("DELETE", "/Patient/" + id, null).status()).isEqualTo(204);
    assertThat(send("DELETE", "/Patient/never-was", null).status()).isEqualTo(204);
    Reply again = send("PUT", "/Patient/" + id, withId(patient, id));
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("ETag")).isEqualTo("W/\"3\"");
  }

  @Test
  void preferDecidesWhatAWriteShows() {
    Reply minimal = send("POST", "/Patient", resident("周"), "Prefer", "return=minimal");
    assertThat(minimal.status()).isEqualTo(201);
    assertThat(minimal.text()).isEmpty();
    assertThat(minimal.header("Location")).isNotNull();
    Reply outcome = send("POST", "/Patient", resident("吴"), "Prefer", "return=OperationOutcome");
    assertThat(outcome.json().get("resourceType").asText()).isEqualTo("OperationOutcome");
    assertThat(outcome.json().at("/issue/0/severity").asText()).isEqualTo("information");
    Reply whole = send("POST", "/Patient", resident("郑"), "Prefer", "return=representation");
    assertThat(whole.json().get("resourceType").asText()).isEqualTo("Patient");
    Reply deleted =
        send(
            "DELETE",
            "/Patient/" + whole.json().get("id").asText(),
            null,
            "Prefer",
            "return=OperationOutcome");
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.json().get("resourceType").asText()).isEqualTo("OperationOutcome");
  }

  @Test
  void unchangedResourceIsNotSentAgain() {
    String id = create(resident("冯"));
    Reply same = get("/Patient/" + id, "If-None-Match", "W/\"1\"");
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.text()).isEmpty();
    assertThat(same.header("ETag")).isEqualTo("W/\"1\"");
    assertThat(get("/Patient/" + id, "If-None-Match", "W/\"2\", W/\"1\"").status()).isEqualTo(304);
    assertThat(get("/Patient/" + id, "If-None-Match", "W/\"2\"").status()).isEqualTo(200);
    String modified = get("/Patient/" + id).header("Last-Modified");
    assertThat(get("/Patient/" + id, "If-Modified-Since", modified).status()).isEqualTo(304);
    assertThat(get("/Patient/" + id, "If-Modified-Since", "Mon, 01 Jan 2001 00:00:00 GMT").status())
        .isEqualTo(200);
  }

  @Test
  void headAnswersLikeGetWithoutBody() {
    String id = create(resident("陈"));
    Reply head = send("HEAD", "/Patient/" + id, null);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("ETag")).isEqualTo("W/\"1\"");
    assertThat(head.text()).isEmpty();
    assertThat(send("HEAD", "/Patient/never-was", null).status()).isEqualTo(404);
  }

  @Test
  void conditionalCreateFindsWhatIsThere() {
    String patient = resident("褚");
    String criteria = "identifier=urn:oid:2.16.156.10011.1.3%7C" + identityOf(patient);
    Reply first = send("POST", "/Patient", patient, "If-None-Exist", criteria);
    assertThat(first.status()).isEqualTo(201);
    Reply second = send("POST", "/Patient", patient, "If-None-Exist", "Patient?" + criteria);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    refusal(send("POST", "/Patient", patient, "If-None-Exist", " "), 400, "criteria-missing");
    refusal(send("POST", "/Patient", patient), 409, null);
  }

  @Test
  void conditionalUpdateAndDelete() {
    String patient = resident("卫");
    String criteria =
        "/Patient?identifier="
            + encoded("urn:oid:2.16.156.10011.1.3|" + identityOf(patient))
            + "&_format=json";
    Reply created = send("PUT", criteria, patient);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    Reply updated = send("PUT", criteria, patient.replace("小明", "小红"));
    assertThat(updated.status()).isEqualTo(200);
    assertThat(updated.json().get("id")).isEqualTo(created.json().get("id"));
    assertThat(updated.header("ETag")).isEqualTo("W/\"2\"");
    assertThat(send("DELETE", criteria, null).status()).isEqualTo(204);
    assertThat(get("/Patient/" + created.json().get("id").asText()).status()).isEqualTo(410);
  }

  @Test
  void onlyIfAbsent() {
    String patient = resident("孔");
    String id = "absent-" + identityOf(patient).substring(4, 17);
    Reply created = send("PUT", "/Patient/" + id, withId(patient, id), "If-None-Match", "*");
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    refusal(
        send("PUT", "/Patient/" + id, withId(patient, id), "If-None-Match", "*"),
        412,
        "exists-already");
    refusal(
        send("PUT", "/Patient/" + id, withId(patient, id), "If-None-Match", "W/\"1\""),
        400,
        "if-none-match-invalid");
  }

  @Test
  void conditionalUpdateMindsTheId() {
    String patient = resident("曹");
    String id = create(patient);
    String criteria =
        "/Patient?identifier=" + encoded("urn:oid:2.16.156.10011.1.3|" + identityOf(patient));
    refusal(send("PUT", criteria, withId(patient, "another")), 400, "criteria-match-other");
    assertThat(send("PUT", criteria, withId(patient, id)).status()).isEqualTo(200);
    String stranger = resident("严");
    String unknown =
        "/Patient?identifier=" + encoded("urn:oid:2.16.156.10011.1.3|" + identityOf(stranger));
    refusal(send("PUT", unknown, withId(stranger, id)), 409, "criteria-id-taken");
    Reply created =
        send("PUT", unknown, withId(stranger, "n" + identityOf(stranger).substring(4, 17)));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.json().get("id").asText()).startsWith("n");
  }

  @Test
  void conditionalDeleteOfSeveralSaysHowMany() {
    String tag = "several-" + System.nanoTime();
    String group =
        "{\"resourceType\":\"Organization\",\"identifier\":[{\"system\":\"urn:x\",\"value\":\""
            + tag
            + "\"}]}";
    for (int i = 0; i < 3; i++) {
      create(group);
    }
    String criteria = "/Organization?identifier=" + encoded("urn:x|" + tag);
    refusal(send("DELETE", criteria, null, "If-Match", "W/\"1\""), 412, "criteria-match-several");
    Reply deleted = send("DELETE", criteria, null, "Prefer", "return=OperationOutcome");
    assertThat(deleted.status()).as(deleted.text()).isEqualTo(200);
    assertThat(deleted.json().at("/issue/0/details/text").asText()).contains("3");
    assertThat(deleted.header("ETag")).isNull();
    assertThat(get(criteria).json().get("entry")).isNull();
    assertThat(send("DELETE", criteria, null).status()).isEqualTo(204);
    refusal(send("DELETE", "/Organization", null), 400, "criteria-missing");
  }

  @Test
  void anotherTenantSeesNothing() {
    String id = create(resident("蒋"));
    refusal(get("/Patient/" + id, TENANT, "2"), 404, "not-found");
  }

  static String withId(String resource, String id) {
    return resource.replaceFirst("\\{", "{\"id\":\"" + id + "\",");
  }
}
