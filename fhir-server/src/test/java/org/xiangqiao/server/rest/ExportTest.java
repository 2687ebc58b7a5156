package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a bulk export holds, and who may have it. HL7 Bulk Data Access 2.0. */
class ExportTest extends ExportingTest {

  @Test
  void everythingOfSomeTypesAsItIsStored() throws Exception {
    for (int i = 0; i < 3; i++) {
      post(dose(post(resident("蒲"))));
    }
    post("{\"resourceType\":\"Basic\",\"code\":{\"text\":\"两\\n行\"}}");
    String asked = "/$export?_type=Patient,Immunization&_type=Basic&_outputFormat=ndjson";
    Reply begun = kickOff(asked);
    assertThat(begun.header("Preference-Applied")).isEqualTo("respond-async");
    Reply done = finished(begun);
    assertThat(done.header("Content-Type")).startsWith("application/json");
    assertThat(done.header("Expires")).isNotBlank();
    JsonNode manifest = done.json();
    assertThat(manifest.get("request").asText()).isEqualTo(base() + asked);
    assertThat(manifest.get("requiresAccessToken").asBoolean()).isTrue();
    assertThat(manifest.get("transactionTime").asText()).isNotBlank();
    assertThat(manifest.get("deleted")).isEmpty();
    assertThat(manifest.get("error")).isEmpty();
    for (String type : List.of("Patient", "Immunization", "Basic")) {
      assertThat(texts(manifest, "output", type))
          .as(type)
          .containsExactlyElementsOf(
              new JdbcTemplate(database)
                  .queryForList(
                      "select body from resource_"
                          + type.toLowerCase(java.util.Locale.ROOT)
                          + " where tenant_id = 77 order by rid",
                      String.class));
    }
    assertThat(types(manifest)).containsExactlyInAnyOrder("Patient", "Immunization", "Basic");
  }

  @Test
  void searchesElementsAndPostedParametersNarrowIt() throws Exception {
    String patient = post(resident("訾"));
    String completed = post(dose(patient));
    String not = post(dose(patient).replace("completed", "not-done"));
    String other = post(dose(post(resident("昝"))));
    JsonNode manifest =
        finished(
                posted(
                    "/$export",
                    """
                    {"resourceType":"Parameters","parameter":[
                      {"name":"_type","valueString":"Immunization"},
                      {"name":"_typeFilter","valueString":
                        "Immunization?patient=%s&status=not-done,Immunization?patient=%s&status=completed"},
                      {"name":"_typeFilter","valueString":"Immunization?_id=%s,nobody"},
                      {"name":"_elements","valueString":"Immunization.vaccineCode"}]}"""
                        .formatted(patient, patient, other)))
            .json();
    List<JsonNode> lines = lines(manifest, "output", "Immunization");
    assertThat(ids(lines)).containsExactlyInAnyOrder(completed, not, other);
    for (JsonNode line : lines) {
      assertThat(line.at("/meta/tag/0/code").asText()).isEqualTo("SUBSETTED");
      assertThat(line.has("vaccineCode")).isTrue();
      assertThat(line.has("status")).as("mandatory").isTrue();
      assertThat(line.has("lotNumber")).isFalse();
    }
  }

  @Test
  void onlyWhatChangedSinceAndWhatWasDeleted() throws Exception {
    String kept = post(resident("仇"));
    String changed = post(resident("瞿"));
    String gone = post(resident("冼"));
    String back = post(resident("郗"));
    JsonNode first = finished(kickOff("/$export?_type=Patient")).json();
    assertThat(ids(lines(first, "output", "Patient"))).contains(kept, changed, gone, back);

    put("Patient/" + changed, resident("瞿"));
    county("DELETE", "/Patient/" + gone, null);
    county("DELETE", "/Patient/" + back, null);
    put("Patient/" + back, resident("郗"));
    String since = encoded(first.get("transactionTime").asText());
    JsonNode second = finished(kickOff("/$export?_type=Patient&_since=" + since)).json();
    assertThat(ids(lines(second, "output", "Patient")))
        .contains(changed, back)
        .doesNotContain(gone, kept);
    List<JsonNode> deleted = lines(second, "deleted", "Bundle");
    assertThat(deleted.stream().map(bundle -> bundle.at("/entry/0/request/url").asText()))
        .contains("Patient/" + gone)
        .doesNotContain("Patient/" + back, "Patient/" + kept);
    assertThat(deleted.get(0).get("type").asText()).isEqualTo("transaction");
    assertThat(deleted.get(0).at("/entry/0/request/method").asText()).isEqualTo("DELETE");
  }

  @Test
  void groupsHoldTheCompartmentsOfTheirPresentMembers() throws Exception {
    String member = post(resident("晏"));
    String second = post(resident("鄢"));
    String inactive = post(resident("阚"));
    String ended = post(resident("缪"));
    String outside = post(resident("郝"));
    Map<String, String> doses = new TreeMap<>();
    for (String each : List.of(member, second, inactive, ended, outside)) {
      doses.put(each, post(dose(each)));
    }
    String appointment =
        post(
            """
            {"resourceType":"Appointment","status":"proposed","participant":[
              {"actor":{"reference":"Patient/%s"},"status":"accepted"},
              {"actor":{"reference":"Patient/%s"},"status":"accepted"}]}"""
                .formatted(member, outside));
    String group =
        post(
            """
            {"resourceType":"Group","type":"person","actual":true,"member":[
              {"entity":{"reference":"Patient/%s"}},
              {"entity":{"reference":"Patient/%s"},"period":{"end":"2999-01"}},
              {"entity":{"reference":"Patient/%s"},"inactive":true},
              {"entity":{"reference":"Patient/%s"},"period":{"end":"2020"}}]}"""
                .formatted(member, second, inactive, ended));
    JsonNode manifest =
        finished(kickOff("/Group/" + group + "/$export?_type=Patient,Immunization,Appointment"))
            .json();
    assertThat(ids(lines(manifest, "output", "Patient"))).containsExactlyInAnyOrder(member, second);
    assertThat(ids(lines(manifest, "output", "Immunization")))
        .containsExactlyInAnyOrder(doses.get(member), doses.get(second));
    assertThat(ids(lines(manifest, "output", "Appointment"))).containsExactly(appointment);

    String one =
        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"patient\","
            + "\"valueReference\":{\"reference\":\"Patient/%s\"}},{\"name\":\"_type\",\"valueString\":\"Immunization\"}]}";
    JsonNode ofOne = finished(posted("/Group/" + group + "/$export", one.formatted(second))).json();
    assertThat(ids(lines(ofOne, "output", "Immunization"))).containsExactly(doses.get(second));
    refusal(
        county(
            "POST",
            "/Group/" + group + "/$export",
            one.formatted(outside),
            "Prefer",
            "respond-async"),
        400,
        "export-patient-unknown");
    JsonNode named = finished(posted("/Patient/$export", one.formatted(outside))).json();
    assertThat(ids(lines(named, "output", "Immunization"))).containsExactly(doses.get(outside));
    refusal(
        county("GET", "/Group/nobody/$export", null, "Prefer", "respond-async"), 404, "not-found");
    refusal(county("GET", "/Group/$export", null, "Prefer", "respond-async"), 404, null);

    county("DELETE", "/Immunization/" + doses.get(member), null);
    county("DELETE", "/Immunization/" + doses.get(outside), null);
    JsonNode later =
        finished(
                kickOff(
                    "/Group/"
                        + group
                        + "/$export?_type=Immunization&_since="
                        + encoded(manifest.get("transactionTime").asText())))
            .json();
    assertThat(lines(later, "deleted", "Bundle"))
        .extracting(bundle -> bundle.at("/entry/0/request/url").asText())
        .containsExactly("Immunization/" + doses.get(member));
  }

  @Test
  void patientLevelHoldsWhatIsInCompartmentsOnly() throws Exception {
    String dose = post(dose(post(resident("佘"))));
    post("{\"resourceType\":\"Organization\",\"name\":\"青石镇卫生院\"}");
    String nobodys =
        post("{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\"水质\"}}");
    JsonNode manifest = finished(kickOff("/Patient/$export")).json();
    assertThat(types(manifest)).contains("Patient", "Immunization").doesNotContain("Organization");
    assertThat(ids(lines(manifest, "output", "Immunization"))).contains(dose);
    assertThat(ids(lines(manifest, "output", "Observation"))).doesNotContain(nobodys);
    refusal(
        county("GET", "/Patient/$export?_type=Organization", null, "Prefer", "respond-async"),
        400,
        "export-type-compartment");
    JsonNode lenient =
        finished(
                kickOff(
                    "/Patient/$export?_type=Organization,Immunization",
                    "Prefer",
                    "respond-async, handling=lenient"))
            .json();
    assertThat(types(lenient)).containsExactly("Immunization");
  }

  @Test
  void whatCannotBeDoneIsRefusedWithItsRule() {
    refusal(county("GET", "/$export", null), 400, "export-prefer");
    refused("/$export?_outputFormat=text/csv", "export-format");
    refused("/$export?_type=Cow", "export-type-unknown");
    refused("/$export?_type=Patient,AuditEvent", "export-type-elsewhere");
    refused("/Patient/$export?_type=AuditEvent", "export-type-elsewhere");
    refused("/$export?includeAssociatedData=LatestProvenanceResources", "export-associated");
    refused(
        "/$export?_type=Patient&_typeFilter=Immunization%3Fstatus%3Dcompleted", "export-filter");
    refused("/$export?_typeFilter=status%3Dcompleted", "export-filter");
    refused("/$export?_typeFilter=Patient%3Fcolour%3Dred", null);
    refused("/$export?_typeFilter=Patient%3Fname%3Da%26_sort%3Dname", null);
    refused("/$export?_since=yesterday", "operation-parameter-type");
    refused("/$export?patient=Patient/1", "operation-parameter-unknown");
    assertThat(county("HEAD", "/$export", null, "Prefer", "respond-async").status()).isEqualTo(405);
    refusal(county("GET", "/_export/" + java.util.UUID.randomUUID(), null), 404, "export-unknown");
    refusal(county("GET", "/_export/x", null), 404, "no-such-address");
    refusal(county("PUT", "/_export/" + java.util.UUID.randomUUID(), "{}"), 405, null);
  }

  private void refused(String path, String rule) {
    refusal(county("GET", path, null, "Prefer", "respond-async"), 400, rule);
  }

  @Test
  void scopesDecideWhatLeavesAndWhoMayFetchIt() throws Exception {
    post(dose(post(resident("逄"))));
    JsonNode manifest =
        finished(kickOff("/$export", SCOPE, "system/Patient.rs system/Basic.s")).json();
    assertThat(types(manifest)).containsExactly("Patient");
    refusal(
        county(
            "GET",
            "/$export?_type=Immunization",
            null,
            "Prefer",
            "respond-async",
            SCOPE,
            "system/Patient.rs"),
        403,
        null);
    refusal(
        county(
            "GET",
            "/$export?_typeFilter=Patient%3F_has:Immunization:patient:status%3Dcompleted",
            null,
            "Prefer",
            "respond-async",
            SCOPE,
            "system/Patient.rs"),
        403,
        null);
    refusal(
        county("GET", "/$export", null, "Prefer", "respond-async", SCOPE, "system/Patient.c"),
        403,
        null);
    String url = manifest.at("/output/0/url").asText();
    refusal(county("GET", url, null, SCOPE, "system/Immunization.rs"), 403, null);
    assertThat(county("GET", url, null, SCOPE, "system/Patient.rs").status()).isEqualTo(200);
    refusal(get(url), 404, "export-unknown");
    refusal(get(begun.get(0)), 404, "export-unknown");
    refusal(send("DELETE", begun.get(0), null), 404, "export-unknown");
  }

  @Test
  void binaryLeavesWithItsDataUnlessItsContextGuardsIt() throws Exception {
    String patient = post(resident("竺"));
    String open =
        post("{\"resourceType\":\"Binary\",\"contentType\":\"text/plain\",\"data\":\"5LmhOg==\"}");
    String guarded =
        post(
            "{\"resourceType\":\"Binary\",\"contentType\":\"text/plain\",\"data\":\"5LmhOg==\","
                + "\"securityContext\":{\"reference\":\"Patient/"
                + patient
                + "\"}}");
    JsonNode manifest = finished(kickOff("/$export?_type=Binary")).json();
    List<JsonNode> lines = lines(manifest, "output", "Binary");
    assertThat(ids(lines)).contains(open).doesNotContain(guarded);
    assertThat(lines.stream().filter(line -> line.get("id").asText().equals(open)).findFirst())
        .hasValueSatisfying(line -> assertThat(line.get("data").asText()).isEqualTo("5LmhOg=="));
    JsonNode outcome = lines(manifest, "error", "OperationOutcome").get(0);
    assertThat(outcome.at("/issue/0/details/coding/0/code").asText())
        .isEqualTo("export-binary-context");
  }
}
