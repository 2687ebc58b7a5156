package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** patch over HTTP: formats, conditions, refusals. R4 http.html#patch. */
class PatchTest extends RestServerTest {

  private static final String[] JSON_PATCH = {"Content-Type", "application/json-patch+json"};
  private static final String ACTIVE = "[{\"op\":\"add\",\"path\":\"/active\",\"value\":true}]";

  @Test
  void jsonPatchAnswersLikeAnUpdate() {
    String id = create(resident("秦"));
    Reply patched = send("PATCH", "/Patient/" + id, ACTIVE, JSON_PATCH);
    assertThat(patched.status()).as(patched.text()).isEqualTo(200);
    assertThat(patched.header("ETag")).isEqualTo("W/\"2\"");
    assertThat(patched.header("Location")).isEqualTo(base() + "/Patient/" + id + "/_history/2");
    assertThat(patched.json().get("active").asBoolean()).isTrue();
    assertThat(get("/Patient/" + id).text()).isEqualTo(patched.text());
    Reply again = send("PATCH", "/Patient/" + id, ACTIVE, JSON_PATCH);
    assertThat(again.header("ETag")).isEqualTo("W/\"2\"");
  }

  @Test
  void fhirPathPatchComesInJsonAndXml() {
    String id = create(resident("尤"));
    Reply patched =
        send(
            "PATCH",
            "/Patient/" + id,
            """
            {"resourceType":"Parameters","parameter":[{"name":"operation","part":[
              {"name":"type","valueCode":"replace"},
              {"name":"path","valueString":"Patient.name[0].family"},
              {"name":"value","valueString":"许"}]}]}""");
    assertThat(patched.status()).as(patched.text()).isEqualTo(200);
    assertThat(patched.json().at("/name/0/family").asText()).isEqualTo("许");
    Reply xml =
        send(
            "PATCH",
            "/Patient/" + id,
            """
            <Parameters xmlns="http://hl7.org/fhir"><parameter><name value="operation"/>
              <part><name value="type"/><valueCode value="delete"/></part>
              <part><name value="path"/><valueString value="Patient.name[0].given[0]"/></part>
            </parameter></Parameters>""",
            "Content-Type",
            "application/fhir+xml");
    assertThat(xml.status()).as(xml.text()).isEqualTo(200);
    assertThat(xml.json().at("/name/0/given").isMissingNode()).isTrue();
  }

  @Test
  void preferAndConditions() {
    String patient = resident("何");
    String id = create(patient);
    Reply minimal =
        send(
            "PATCH",
            "/Patient/" + id,
            ACTIVE,
            "Content-Type",
            "application/json-patch+json",
            "Prefer",
            "return=minimal",
            "If-Match",
            "W/\"1\"");
    assertThat(minimal.status()).isEqualTo(200);
    assertThat(minimal.text()).isEmpty();
    refusal(
        send(
            "PATCH",
            "/Patient/" + id,
            ACTIVE,
            "Content-Type",
            "application/json-patch+json",
            "If-Match",
            "W/\"1\""),
        412,
        "version-mismatch");
    String criteria =
        "/Patient?identifier=" + encoded("urn:oid:2.16.156.10011.1.3|" + identityOf(patient));
    Reply conditional =
        send("PATCH", criteria, "[{\"op\":\"remove\",\"path\":\"/active\"}]", JSON_PATCH);
    assertThat(conditional.status()).as(conditional.text()).isEqualTo(200);
    assertThat(conditional.json().get("id").asText()).isEqualTo(id);
    refusal(send("PATCH", criteria + "0", ACTIVE, JSON_PATCH), 404, "criteria-match-none");
    refusal(send("PATCH", "/Patient", ACTIVE, JSON_PATCH), 400, "criteria-missing");
  }

  @Test
  void refusalsNameOperationAndRemedy() {
    String id = create(resident("吕"));
    JsonNode test =
        refusal(
            send(
                "PATCH",
                "/Patient/" + id,
                "[{\"op\":\"test\",\"path\":\"/gender\",\"value\":\"female\"}]",
                "Content-Type",
                "application/json-patch+json",
                "Accept-Language",
                "zh"),
            422,
            "patch-test-failed");
    assertThat(test.at("/details/text").asText()).contains("操作 0").contains("/gender");
    assertThat(test.at("/expression/0").asText()).isEqualTo("patch[0].path");
    refusal(send("PATCH", "/Patient/" + id, "{\"op\":1}", JSON_PATCH), 400, "patch-not-json");
    refusal(
        send("PATCH", "/Patient/" + id, "[{\"op\":\"x\",\"path\":\"\"}]", JSON_PATCH),
        400,
        "patch-op-unknown");
    JsonNode xml =
        refusal(
            send("PATCH", "/Patient/" + id, "<diff/>", "Content-Type", "application/xml-patch+xml"),
            415,
            "xml-patch");
    assertThat(xml.get("diagnostics").asText()).contains("application/json-patch+json");
    refusal(
        send("PATCH", "/Patient/" + id, "x", "Content-Type", "text/plain"),
        415,
        "patch-media-type");
    refusal(send("PATCH", "/Patient/" + id, resident("施")), 400, "not-a-patch");
    refusal(send("PATCH", "/Patient/never-was", ACTIVE, JSON_PATCH), 404, "resource-unknown");
    refusal(send("PATCH", "/AuditEvent/1", ACTIVE, JSON_PATCH), 405, "served-elsewhere");
    assertThat(get("/Patient/" + id).header("ETag")).isEqualTo("W/\"1\"");
  }
}
