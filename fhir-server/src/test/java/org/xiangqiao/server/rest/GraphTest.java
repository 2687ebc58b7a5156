package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@code $graph}: R4 resource-operation-graph.html. */
class GraphTest extends RestServerTest {

  private static final String OBSERVATIONS =
      """
      {"target":[{"type":"Observation","params":"patient={ref}&_sort=date","link":[
        {"path":"Observation.performer","target":[{"type":"Practitioner"}]}]}]}""";

  private static final String ORGANIZATION =
      """
      {"path":"managingOrganization","target":[{"type":"Organization","link":[
        {"path":"partOf","target":[{"type":"Organization"}]}]}]}""";

  private String county;
  private String clinic;
  private String doctor;
  private String patient;
  private final List<String> observations = new ArrayList<>();

  @Test
  void linksAreFollowedByPathAndBySearch() {
    record("图");
    Reply reply = graph(patient, definition(ORGANIZATION, OBSERVATIONS));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().get("type").asText()).isEqualTo("collection");
    assertThat(reply.json().at("/entry/0/fullUrl").asText())
        .isEqualTo(base() + "/Patient/" + patient);
    assertThat(entries(reply))
        .containsExactly(
            "Patient/" + patient,
            "Organization/" + clinic,
            "Organization/" + county,
            "Observation/" + observations.get(0),
            "Practitioner/" + doctor,
            "Observation/" + observations.get(1));
    assertThat(entries(graph(patient, definition(ORGANIZATION)))).hasSize(3);
    assertThat(entries(graph(patient, definition()))).containsExactly("Patient/" + patient);
  }

  @Test
  void theDefinitionIsNamedOrSentAlong() {
    record("名");
    String url = "https://example.org/graphs/" + UUID.randomUUID();
    String stored =
        create(
            definition(ORGANIZATION)
                .replace("\"start\"", "\"url\":\"" + url + "\",\"version\":\"1,0\",\"start\""));
    String address = "/Patient/" + patient + "/$graph";
    for (Reply reply :
        List.of(
            get(address + "?graph=" + stored),
            get(address + "?graph=GraphDefinition/" + stored),
            get(address + "?graph=" + encoded(url)),
            get(address + "?graph=" + encoded(url + "|1,0")),
            send("POST", address + "?graph=" + stored, ""),
            send(
                "POST",
                address,
                "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"graph\",\"valueUri\":\""
                    + url
                    + "\"}]}"),
            send(
                "POST",
                address,
                "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"definition\",\"resource\":"
                    + definition(ORGANIZATION)
                    + "}]}"))) {
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
      assertThat(entries(reply)).hasSize(3);
    }
    refusal(get(address), 400, "graph-which");
    refusal(send("POST", address + "?graph=" + stored, definition()), 400, "graph-which");
    refusal(send("POST", address, resident("错")), 400, "graph-definition");
    refusal(get(address + "?graph=none-such"), 404, "graph-unknown");
    refusal(get(address + "?graph=" + encoded(url + "|2")), 404, "graph-unknown");
  }

  @Test
  void rulesAboutCompartmentsDecideWhatIsTaken() {
    record("隔");
    String other = create(resident("别"));
    String encounter = create(encounter(patient));
    String foreign = create(encounter(other));
    String communication =
        create(
            """
            {"resourceType":"Communication","status":"completed",
             "subject":{"reference":"Patient/%s"},
             "about":[{"reference":"Encounter/%s"},{"reference":"Encounter/%s"}]}"""
                .formatted(patient, encounter, foreign));
    assertThat(encounters(communication, "")).hasSize(2);
    assertThat(encounters(communication, rule("matching"))).containsExactly(encounter);
    assertThat(encounters(communication, rule("identical"))).containsExactly(encounter);
    assertThat(encounters(communication, rule("different"))).containsExactly(foreign);
    assertThat(encounters(communication, rule("custom", "status = 'planned'"))).isEmpty();
    assertThat(encounters(communication, rule("custom", "status = 'finished'"))).hasSize(2);
    String definition =
        definition(
                "{\"path\":\"about\",\"target\":[{\"type\":\"Encounter\""
                    + rule("custom", "status.take('x')")
                    + "}]}")
            .replace("\"start\":\"Patient\"", "\"start\":\"Communication\"");
    refusal(
        send("POST", "/Communication/" + communication + "/$graph", definition),
        400,
        "graph-path-failed");
  }

  @Test
  void everyTypeNeedsItsOwnScope() {
    record("权");
    String types = "system/Patient.r system/Organization.r";
    assertThat(graph(patient, definition(ORGANIZATION), SCOPE, types).status()).isEqualTo(200);
    refusal(graph(patient, definition(OBSERVATIONS), SCOPE, types), 403, "scope-missing");
    refusal(
        graph(patient, definition(OBSERVATIONS), SCOPE, types + " system/Observation.s"),
        403,
        "scope-missing");
    refusal(
        graph(patient, definition(ORGANIZATION), SCOPE, "system/Patient.r"), 403, "scope-missing");
    refusal(graph(patient, definition(), SCOPE, "system/Organization.r"), 403, "scope-missing");
    String stored = create(definition());
    refusal(
        get("/Patient/" + patient + "/$graph?graph=" + stored, SCOPE, types), 403, "scope-missing");
    refusal(graph(patient, definition(), TENANT, "2"), 404, "not-found");
  }

  @Test
  void whatLiesElsewhereOrIsGoneIsLeftOut() {
    String gone = create("{\"resourceType\":\"Organization\",\"name\":\"x\"}");
    String observation =
        create(
            """
            {"resourceType":"Observation","status":"final","code":{"text":"x"},
             "contained":[{"resourceType":"Practitioner","id":"doc"}],
             "subject":{"display":"nobody"},
             "performer":[{"reference":"#doc"},{"reference":"https://elsewhere.example/fhir/Practitioner/1"}]}""");
    String link = "{\"path\":\"%s\",\"target\":[{\"type\":\"Resource\"}]}";
    String definition =
        definition(link.formatted("performer"), link.formatted("subject"))
            .replace("\"start\":\"Patient\"", "\"start\":\"Observation\"");
    Reply reply = send("POST", "/Observation/" + observation + "/$graph", definition);
    assertThat(entries(reply)).containsExactly("Observation/" + observation);
    send("DELETE", "/Organization/" + gone, null);
    refusal(
        send(
            "POST",
            "/Organization/" + gone + "/$graph",
            definition().replace("\"Patient\"", "\"Organization\"")),
        410,
        "gone");
  }

  @Test
  void whatCannotBeWalkedIsRefused() {
    record("拒");
    refused("{\"path\":\"name\",\"target\":[{\"type\":\"Organization\"}]}", "graph-no-reference");
    refused("{\"path\":\"repeat(link)\",\"target\":[{\"type\":\"Patient\"}]}", "graph-path");
    refused("{\"path\":\"link.(\",\"target\":[{\"type\":\"Patient\"}]}", "graph-path-syntax");
    refused("{\"path\":\"link.other\",\"sliceName\":\"x\"}", "graph-slice");
    refused(
        "{\"target\":[{\"type\":\"Observation\",\"params\":\"status=final\"}]}", "graph-params");
    refused("{\"target\":[{\"type\":\"Observation\"}]}", "graph-params");
    refused(
        "{\"target\":[{\"type\":\"Observation\",\"params\":\"patient={ref}&_include=*\"}]}",
        "graph-search-parameter");
    refused("{\"target\":[{\"type\":\"Observation\",\"params\":\"nothing={ref}\"}]}", null);
    Reply wrongStart = graph(patient, definition().replace("\"Patient\"", "\"Observation\""));
    refusal(wrongStart, 400, "graph-start");
    assertThat(wrongStart.json().at("/issue/0/expression/0").asText())
        .isEqualTo("GraphDefinition.start");
    Reply chinese = graph(patient, definition("{\"sliceName\":\"x\"}"), "Accept-Language", "zh");
    assertThat(chinese.json().at("/issue/0/details/text").asText()).contains("切片");
    refusal(get("/Patient/$graph?graph=x"), 404, "unknown-operation");
  }

  @Test
  void definitionsAreBounded() {
    record("限");
    String deep = "{\"path\":\"link.other\",\"target\":[{\"type\":\"Patient\",\"link\":[%s]}]}";
    String nested = ORGANIZATION;
    for (int i = 0; i < 10; i++) {
      nested = deep.formatted(nested);
    }
    refusal(graph(patient, definition(nested)), 413, "graph-too-deep");
    String[] many = java.util.Collections.nCopies(101, ORGANIZATION).toArray(String[]::new);
    refusal(graph(patient, definition(many)), 413, "graph-too-many-links");
  }

  private void refused(String link, String rule) {
    Reply reply = graph(patient, definition(link));
    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    if (rule != null) {
      refusal(reply, 400, rule);
    }
  }

  private void record(String family) {
    county = create("{\"resourceType\":\"Organization\",\"name\":\"县\"}");
    clinic =
        create(
            "{\"resourceType\":\"Organization\",\"name\":\"村\",\"partOf\":{\"reference\":\"Organization/"
                + county
                + "\"}}");
    doctor = create("{\"resourceType\":\"Practitioner\",\"name\":[{\"text\":\"医\"}]}");
    patient =
        create(
            """
            {"resourceType":"Patient","name":[{"family":"%s"}],
             "managingOrganization":{"reference":"Organization/%s"}}"""
                .formatted(family, clinic));
    for (int day = 1; day <= 2; day++) {
      observations.add(
          create(
              """
              {"resourceType":"Observation","status":"final","code":{"text":"x"},
               "subject":{"reference":"Patient/%s"},"effectiveDateTime":"2026-01-0%d",
               "performer":[{"reference":"Practitioner/%s"}]}"""
                  .formatted(patient, day, doctor)));
    }
  }

  private static String encounter(String patient) {
    return """
        {"resourceType":"Encounter","status":"finished","class":{"code":"AMB"},
         "subject":{"reference":"Patient/%s"}}"""
        .formatted(patient);
  }

  private List<String> encounters(String communication, String rule) {
    String definition =
        definition("{\"path\":\"about\",\"target\":[{\"type\":\"Encounter\"" + rule + "}]}")
            .replace("\"start\":\"Patient\"", "\"start\":\"Communication\"");
    return entries(send("POST", "/Communication/" + communication + "/$graph", definition)).stream()
        .filter(each -> each.startsWith("Encounter/"))
        .map(each -> each.substring("Encounter/".length()))
        .toList();
  }

  private static String rule(String rule) {
    return ",\"compartment\":[{\"use\":\"condition\",\"code\":\"Patient\",\"rule\":\""
        + rule
        + "\"}]";
  }

  private static String rule(String rule, String expression) {
    return rule(rule).replace("\"}]", "\",\"expression\":\"" + expression + "\"}]");
  }

  private static String definition(String... links) {
    return "{\"resourceType\":\"GraphDefinition\",\"name\":\"Graph\",\"status\":\"active\",\"start\":\"Patient\""
        + (links.length == 0 ? "" : ",\"link\":[" + String.join(",", links) + "]")
        + "}";
  }

  private Reply graph(String patient, String definition, String... headers) {
    return send("POST", "/Patient/" + patient + "/$graph", definition, headers);
  }

  private static List<String> entries(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    List<String> entries = new ArrayList<>();
    for (JsonNode entry : reply.json().path("entry")) {
      entries.add(
          entry.at("/resource/resourceType").asText() + "/" + entry.at("/resource/id").asText());
    }
    return entries;
  }
}
