package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** $revalidate, $quality-dry-run and what is asked after them. */
class RevalidateTest extends RestServerTest {

  private static final String COUNTY = "78";
  private static final String[] MAY = {
    TENANT, COUNTY, SCOPE, "system/*.cruds xiangqiao/admin.validation"
  };

  /** Without the actor that R4 requires. */
  private static final String BAD = "{\"resourceType\":\"Schedule\",\"comment\":\"周一门诊\"}";

  private static final String GOOD =
      "{\"resourceType\":\"Schedule\",\"actor\":[{\"display\":\"全科\"}]}";

  @Test
  void tellsWhichRulesStoredResourcesBreakAndWhoSentThem() throws Exception {
    String bad = create("Schedule", BAD);
    create("Schedule", GOOD);

    Reply report = finished(send("POST", "/$revalidate?_type=Schedule", null, MAY));

    assertThat(report.status()).as(report.text()).isEqualTo(200);
    JsonNode resources = part(report.json(), "resources");
    assertThat(value(resources, "type")).isEqualTo("Schedule");
    assertThat(value(resources, "sender")).isEqualTo("emr-78");
    assertThat(Integer.parseInt(value(resources, "checked"))).isGreaterThanOrEqualTo(2);
    JsonNode rule = part(report.json(), "rule");
    assertThat(value(rule, "rule")).isEqualTo("too-few");
    assertThat(value(rule, "profile")).endsWith("/Schedule");
    assertThat(value(rule, "example")).isEqualTo("Schedule/" + bad);
    assertThat(report.text()).doesNotContain("周一");

    String place = parameter(report.json(), "table");
    Reply table = get(place, MAY);
    assertThat(table.header("Content-Type")).startsWith("text/csv");
    assertThat(table.text()).contains("Schedule,emr-78,", ",too-few,", "Schedule/" + bad);
    assertThat(get("/Schedule/" + bad, MAY).json().at("/meta/versionId").asText()).isEqualTo("1");
  }

  @Test
  void onlyLooksAtWhatDeclaresTheProfile() throws Exception {
    create(
        "VisionPrescription",
        "{\"resourceType\":\"VisionPrescription\",\"meta\":{\"profile\":"
            + "[\"http://hl7.org/fhir/StructureDefinition/VisionPrescription\"]}}");
    create("VisionPrescription", "{\"resourceType\":\"VisionPrescription\"}");
    String declared =
        "&profile=" + encoded("http://hl7.org/fhir/StructureDefinition/VisionPrescription");
    Reply all = finished(send("POST", "/$revalidate?_type=VisionPrescription", null, MAY));
    Reply some =
        finished(send("POST", "/$revalidate?_type=VisionPrescription" + declared, null, MAY));
    int number = Integer.parseInt(parameter(all.json(), "checked"));
    assertThat(parameter(some.json(), "checked")).isEqualTo(String.valueOf(number - 1));
  }

  @Test
  void aDryRunFindsWhatWasWrittenInItsTimeAndNothingElse() throws Exception {
    String within = create("Flag", "{\"resourceType\":\"Flag\"}");
    String outside = create("Flag", "{\"resourceType\":\"Flag\"}");
    String mended =
        "{\"resourceType\":\"Flag\",\"id\":\""
            + within
            + "\",\"status\":\"active\","
            + "\"code\":{\"text\":\"跌倒风险\"},\"subject\":{\"display\":\"居民\"}}";
    assertThat(send("PUT", "/Flag/" + within, mended, MAY).status()).isEqualTo(200);
    written(within, 3);
    written(outside, 9);

    Reply report = finished(send("POST", "/$quality-dry-run?_type=Flag", null, MAY));

    assertThat(report.status()).as(report.text()).isEqualTo(200);
    assertThat(parameter(report.json(), "checked")).isEqualTo("2");
    assertThat(parameter(report.json(), "broken")).isEqualTo("1");
    assertThat(value(part(report.json(), "resources"), "sender")).isEqualTo("emr-78");
    assertThat(report.text())
        .contains("\"Flag/" + within + "/_history/1\"")
        .doesNotContain(outside, within + "/_history/2");
    Reply other = finished(send("POST", "/$quality-dry-run?_type=Flag&sender=emr-9", null, MAY));
    assertThat(parameter(other.json(), "checked")).isEqualTo("0");
    refusal(
        send(
            "POST",
            "/$quality-dry-run?start=2026-01-02T00:00:00Z&end=2026-01-01T00:00:00Z",
            null,
            MAY),
        400,
        "revalidation-window");
  }

  @Test
  void oneAtATimeAndItsCancellation() {
    UUID id = UUID.randomUUID();
    new JdbcTemplate(database)
        .update(
            "insert into revalidation_job (job_id, tenant_id, client, kind, types, last_rid, state,"
                + " lease_until) values (?, 77, 'emr-77', 'stored', '{Patient}', 0, 'running',"
                + " now() + interval '1 hour')",
            id);
    String[] may = {TENANT, "77", SCOPE, "system/*.cruds xiangqiao/admin.validation"};
    Reply refused = send("POST", "/$revalidate", null, may);
    refusal(refused, 429, "revalidation-under-way");
    assertThat(refused.header("Retry-After")).isNotBlank();
    String place = "/_revalidation/" + id;
    Reply status = get(place, may);
    assertThat(status.status()).isEqualTo(202);
    assertThat(status.header("X-Progress")).isEqualTo("0 of 1 types, 0 resources, 0 with errors");
    refusal(get(place + "/report.csv", may), 404, "revalidation-unknown");
    refusal(get(place, MAY), 404, "revalidation-unknown");
    refusal(send("DELETE", place, null, MAY), 404, "revalidation-unknown");
    assertThat(send("POST", place, null, may).status()).isEqualTo(405);
    assertThat(send("DELETE", place, null, may).status()).isEqualTo(202);
    refusal(get(place, may), 404, "revalidation-unknown");
  }

  @Test
  void whoMayNotIsRefused() {
    refusal(send("POST", "/$revalidate", null), 403, "scope-missing");
    refusal(send("POST", "/$quality-dry-run", null), 403, "scope-missing");
    refusal(get("/_revalidation/" + UUID.randomUUID()), 403, "scope-missing");
    refusal(get("/_revalidation/nonsense", MAY), 404, "revalidation-unknown");
    refusal(send("POST", "/$revalidate?_type=Nonsense", null, MAY), 400, "unknown-type");
    assertThat(get("/$revalidate", MAY).status()).isEqualTo(405);
  }

  private String create(String type, String resource) {
    Reply created = send("POST", "/" + type, resource, MAY);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    return created.json().get("id").asText();
  }

  /** As if all of it had been written that many days ago. */
  private void written(String id, int days) throws InterruptedException {
    JdbcTemplate jdbc = new JdbcTemplate(database);
    jdbc.update(
        "update change_feed set last_updated = last_updated - make_interval(days => ?)"
            + " where fhir_id = ?",
        days,
        id);
    // Its records have a place in a month some seconds after the write.
    until(
        Duration.ofSeconds(60),
        () ->
            jdbc.queryForList(
                    "select 1 from audit_arrived where records::text like '%' || ? || '%'", id)
                .isEmpty());
    jdbc.update(
        "update audit_record set at = at - make_interval(days => ?) where resource_id = ?",
        days,
        id);
  }

  private Reply finished(Reply begun) throws InterruptedException {
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    String place = begun.header("Content-Location");
    assertThat(place).contains("/fhir/_revalidation/");
    until(Duration.ofSeconds(60), () -> get(place, MAY).status() != 202);
    return get(place, MAY);
  }

  private static JsonNode part(JsonNode parameters, String name) {
    for (JsonNode each : parameters.path("parameter")) {
      if (each.path("name").asText().equals(name)) {
        return each.path("part");
      }
    }
    throw new AssertionError(name + " in " + parameters);
  }

  private static String parameter(JsonNode parameters, String name) {
    return value(parameters.path("parameter"), name);
  }

  private static String value(JsonNode parts, String name) {
    for (JsonNode each : parts) {
      if (each.path("name").asText().equals(name)) {
        for (var field : each.properties()) {
          if (field.getKey().startsWith("value")) {
            return field.getValue().path("reference").asText(field.getValue().asText());
          }
        }
      }
    }
    throw new AssertionError(name + " in " + parts);
  }
}
