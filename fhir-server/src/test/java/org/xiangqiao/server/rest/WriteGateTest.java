package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Writes of a sender whose errors are refused, and of one whose errors are tagged. */
class WriteGateTest extends RestServerTest {

  private static final String REFUSED = "79";
  private static final String TAGGED = "80";
  private static final String RULES = "https://fhir.xiangqiao.org/CodeSystem/broken-rule";
  private static final String GOOD =
      """
      {"resourceType":"Observation","status":"final","code":{"text":"体重"}}""";

  /** Without the status that R4 requires. */
  private static final String BAD =
      """
      {"resourceType":"Observation","code":{"text":"体重"}}""";

  @Test
  void whatIsRightPasses() {
    Reply created = send("POST", "/Observation", GOOD, TENANT, REFUSED);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
  }

  @Test
  void refusesWhereNobodyHasConfiguredAnything() {
    Reply refused = send("POST", "/Observation", BAD);
    refusal(refused, 422, "too-few");
    assertThat(places(refused)).contains("Observation.status");
  }

  @Test
  void takesTheTagsOfASenderWhoSetThemHimselfForNothing() {
    String tagged =
        BAD.replaceFirst(
            "\\{", "{\"meta\":{\"tag\":[{\"system\":\"" + RULES + "\",\"code\":\"own\"}]},");
    Reply created = send("POST", "/Observation", tagged, TENANT, "78");
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    String id = created.json().get("id").asText();
    Reply found = get("/$quality-findings?resource=Observation/" + id, TENANT, "78");
    assertThat(found.json().has("entry")).as(found.text()).isFalse();
  }

  @Test
  void refusesWithThePlaceTheRuleAndTheRemedyInBothLanguages() {
    int before = number(REFUSED);
    Reply refused = send("POST", "/Observation", BAD, TENANT, REFUSED);
    JsonNode issue = refusal(refused, 422, null);
    assertThat(places(refused)).contains("Observation.status");
    assertThat(issue.at("/details/_text/extension").toString())
        .containsPattern("[\\u4e00-\\u9fff]");
    assertThat(number(REFUSED)).isEqualTo(before);
  }

  @Test
  void tellsAWrongIdentityCardOnceAndNeverItsNumber() {
    String wrong = identityNumber(7).substring(0, 17) + "?";
    Reply refused =
        send(
            "POST",
            "/Patient",
            """
            {"resourceType":"Patient",
             "meta":{"profile":["https://fhir.xiangqiao.org/StructureDefinition/resident"]},
             "identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"%s"}]}"""
                .formatted(wrong),
            TENANT,
            REFUSED);
    refusal(refused, 422, null);
    assertThat(refused.text()).doesNotContain(wrong.substring(0, 17));
    List<String> told = new ArrayList<>();
    refused
        .json()
        .path("issue")
        .forEach(
            issue ->
                told.add(
                    issue.at("/details/coding/0/code").asText()
                        + issue.at("/details/text").asText()
                        + issue.path("expression")));
    assertThat(told).anyMatch(each -> each.contains("Patient.identifier[0].value"));
    assertThat(told).doesNotHaveDuplicates();
  }

  @Test
  void refusesAnUpdateAndAPatchThatWouldBreakWhatIsStored() {
    String id = send("POST", "/Observation", GOOD, TENANT, REFUSED).json().get("id").asText();
    String broken = BAD.replaceFirst("\\{", "{\"id\":\"" + id + "\",");
    refusal(send("PUT", "/Observation/" + id, broken, TENANT, REFUSED), 422, null);
    Reply patched =
        send(
            "PATCH",
            "/Observation/" + id,
            "[{\"op\":\"remove\",\"path\":\"/status\"}]",
            TENANT,
            REFUSED,
            "Content-Type",
            "application/json-patch+json");
    refusal(patched, 422, null);
    assertThat(places(patched)).contains("Observation.status");
    JsonNode now = get("/Observation/" + id, TENANT, REFUSED).json();
    assertThat(now.at("/meta/versionId").asText()).isEqualTo("1");
  }

  @Test
  void tellsTheFindingsOfAllEntriesAtOnceAndWritesNone() {
    int before = number(REFUSED);
    String entry = "{\"resource\":%s,\"request\":{\"method\":\"POST\",\"url\":\"Observation\"}}";
    String bundle =
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
            + String.join(",", entry.formatted(BAD), entry.formatted(GOOD), entry.formatted(BAD))
            + "]}";
    Reply refused = send("POST", "/", bundle, TENANT, REFUSED);
    refusal(refused, 422, null);
    assertThat(places(refused))
        .contains("Bundle.entry[0].resource.status", "Bundle.entry[2].resource.status")
        .noneMatch(place -> place.startsWith("Bundle.entry[1]"));
    assertThat(number(REFUSED)).isEqualTo(before);
  }

  @Test
  void acceptsWithATagForEachBrokenRuleThatASearchFinds() {
    Reply created = send("POST", "/Observation", BAD, TENANT, TAGGED);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    List<String> rules = new ArrayList<>();
    for (JsonNode tag : created.json().at("/meta/tag")) {
      assertThat(tag.get("system").asText()).isEqualTo(RULES);
      rules.add(tag.get("code").asText());
    }
    assertThat(rules).isNotEmpty().doesNotHaveDuplicates();
    String id = created.json().get("id").asText();
    String search = "/Observation?_id=" + id + "&_tag=" + encoded(RULES + "|" + rules.get(0));
    assertThat(get(search, TENANT, TAGGED).json().at("/entry/0/resource/id").asText())
        .isEqualTo(id);

    String mended = GOOD.replaceFirst("\\{", "{\"id\":\"" + id + "\",");
    Reply updated = send("PUT", "/Observation/" + id, mended, TENANT, TAGGED);
    assertThat(updated.json().at("/meta/tag").isMissingNode()).as(updated.text()).isTrue();
  }

  @Test
  void theReportCountsPerSenderAndRule() {
    int checked = counted("checked");
    int tagged = counted("tagged");
    send("POST", "/Observation", GOOD, TENANT, TAGGED);
    send("POST", "/Observation", BAD, TENANT, TAGGED);
    assertThat(counted("checked")).isEqualTo(checked + 2);
    assertThat(counted("tagged")).isEqualTo(tagged + 1);
    JsonNode report = get("/$quality-report?sender=emr-80", TENANT, TAGGED).json();
    assertThat(report.get("resourceType").asText()).isEqualTo("MeasureReport");
    assertThat(report.at("/group/0/stratifier/0/stratum/0/value/text").asText()).isNotBlank();
    assertThat(get("/$quality-report?sender=emr-80", TENANT, REFUSED).json().has("group"))
        .as("another county's")
        .isFalse();
  }

  @Test
  void theReportRefusesAPeriodThatIsNone() {
    refusal(
        get("/$quality-report?periodStart=2026-02-01&periodEnd=2026-01-01"), 400, "quality-period");
    refusal(get("/$quality-report?periodStart=2026-02"), 400, null);
  }

  private int counted(String outcome) {
    Reply reply = get("/$quality-report?sender=emr-80", TENANT, TAGGED);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    for (JsonNode group : reply.json().path("group")) {
      for (JsonNode population : group.path("population")) {
        if (population.at("/code/coding/0/code").asText().equals(outcome)) {
          return population.get("count").asInt();
        }
      }
    }
    return 0;
  }

  private int number(String tenant) {
    return get("/Observation?_summary=count", TENANT, tenant).json().get("total").asInt();
  }

  private static List<String> places(Reply refused) {
    List<String> places = new ArrayList<>();
    refused
        .json()
        .path("issue")
        .forEach(issue -> issue.path("expression").forEach(each -> places.add(each.asText())));
    return places;
  }
}
