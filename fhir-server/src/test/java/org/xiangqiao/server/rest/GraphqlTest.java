package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@code $graphql}: R4 graphql.html. */
class GraphqlTest extends RestServerTest {

  @Test
  void oneResourceIsAnsweredFieldByField() {
    String id = create(resident("简"));
    JsonNode data =
        data(
            get(
                "/Patient/"
                    + id
                    + "/$graphql?query="
                    + encoded("{id gender name{family given @first} born: birthDate}")));
    assertThat(data.get("id").asText()).isEqualTo(id);
    assertThat(data.get("gender").asText()).isEqualTo("male");
    assertThat(data.at("/name/0/family").asText()).isEqualTo("简");
    assertThat(data.get("born").asText()).isEqualTo("2019-05-01");
  }

  @Test
  void theQueryComesInEveryForm() {
    String id = create(resident("形"));
    String query = "query one($id: String) { Patient(id: $id) { id } }";
    ObjectNode json = MAPPER.createObjectNode().put("query", query).put("operationName", "one");
    json.putObject("variables").put("id", id);
    Reply asJson = send("POST", "/$graphql", json.toString(), "Content-Type", "application/json");
    Reply asGraphql =
        send(
            "POST",
            "/$graphql",
            "{Patient(id: \"" + id + "\") { id }}",
            "Content-Type",
            "application/graphql");
    Reply asParameters =
        send(
            "POST",
            "/$graphql",
            """
            {"resourceType":"Parameters","parameter":[
              {"name":"query","valueString":"{Patient(id: \\"%s\\") { id }}"}]}"""
                .formatted(id));
    Reply asUrl =
        get(
            "/$graphql?query="
                + encoded(query)
                + "&variables="
                + encoded("{\"id\":\"" + id + "\"}"));
    for (Reply reply : List.of(asJson, asGraphql, asParameters, asUrl)) {
      assertThat(reply.header("Content-Type")).startsWith("application/json");
      assertThat(data(reply).at("/Patient/id").asText()).isEqualTo(id);
    }
  }

  @Test
  void referencesAreFollowedToContainedAndStored() {
    String patient = create(resident("引"));
    String observation =
        create(
            """
            {"resourceType":"Observation","status":"final","code":{"text":"x"},
             "contained":[{"resourceType":"Practitioner","id":"doc","name":[{"text":"村医"}]}],
             "subject":{"reference":"Patient/%s"},"performer":[{"reference":"#doc"}],
             "encounter":{"reference":"https://elsewhere.example/Encounter/1"}}"""
                .formatted(patient));
    JsonNode data =
        ask(
            "/Observation/" + observation,
            """
            { subject { resource { ... on Patient { id name { family } } } }
              performer { resource(type: Practitioner) { name { text } } }
              encounter { resource(optional: true) { id } } }""");
    assertThat(data.at("/subject/resource/name/0/family").asText()).isEqualTo("引");
    assertThat(data.at("/performer/0/resource/name/0/text").asText()).isEqualTo("村医");
    assertThat(data.at("/encounter").has("resource")).isFalse();
    error(
        question("/Observation/" + observation, "{ encounter { resource { id } } }"),
        400,
        "graphql-invalid");
  }

  @Test
  void listsAndReverseListsSearch() {
    String patient = create(resident("列"));
    for (int i = 0; i < 3; i++) {
      create(observation(patient, "2026-01-0" + (i + 1), i));
    }
    JsonNode data =
        ask(
            "/Patient/" + patient,
            """
            { list: ObservationList(_reference: patient, _sort: "-date", _count: 2) {
                effectiveDateTime valueQuantity { value } }
              none: ObservationList(_reference: patient, date: "lt2000") { id }
              some: ObservationList(_reference: patient, fhirpath: "value.value > 0") { id } }""");
    assertThat(data.get("list")).hasSize(2);
    assertThat(data.at("/list/0/effectiveDateTime").asText()).isEqualTo("2026-01-03");
    assertThat(data.at("/list/0/valueQuantity/value").isNumber()).isTrue();
    assertThat(data.has("none")).isFalse();
    assertThat(data.get("some")).hasSize(2);
    JsonNode all =
        ask(
            "",
            "{ ObservationList(patient: \"Patient/"
                + patient
                + "\", value_quantity: [\"1\", \"2\"]) { id } }");
    assertThat(all.get("ObservationList")).hasSize(2);
  }

  @Test
  void connectionsGoOnWithTheirCursor() {
    String patient = create(resident("游"));
    for (int i = 0; i < 5; i++) {
      create(observation(patient, "2026-02-0" + (i + 1), i));
    }
    String edges = "{ count offset pagesize next edges { mode resource { id } } }";
    JsonNode page =
        ask(
                "",
                "{ ObservationConnection(patient: \"%s\", _sort: date, _count: 2) %s }"
                    .formatted(patient, edges))
            .get("ObservationConnection");
    assertThat(page.get("count").asInt()).isEqualTo(5);
    List<String> seen = new ArrayList<>();
    int offset = 0;
    while (true) {
      assertThat(page.get("offset").asInt()).isEqualTo(offset);
      for (JsonNode edge : page.get("edges")) {
        assertThat(edge.get("mode").asText()).isEqualTo("match");
        seen.add(edge.at("/resource/id").asText());
      }
      offset = seen.size();
      if (!page.has("next")) {
        break;
      }
      page =
          ask(
                  "",
                  "{ ObservationConnection(cursor: \"%s\") { offset next edges { mode resource { id"
                          .formatted(page.get("next").asText())
                      + " } } } }")
              .get("ObservationConnection");
    }
    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    JsonNode reverse =
        ask(
            "/Patient/" + patient,
            "{ ObservationConnection(_reference: patient, _count: 3) { next edges { resource { id }"
                + " } } }");
    assertThat(reverse.at("/ObservationConnection/edges")).hasSize(3);
    String next = reverse.at("/ObservationConnection/next").asText();
    error(question("", "{ PatientConnection(cursor: \"" + next + "\") { offset } }"), 400, null);
  }

  @Test
  void directivesWorkAtTheRootToo() {
    String id = create(resident("令"));
    JsonNode data =
        ask(
            "",
            "{ a: Patient(id: \"%s\") @skip(if: true) { id } b: Patient(id: \"%s\") { id gender"
                    .formatted(id, id)
                + " @include(if: false) } }");
    assertThat(data.has("a")).isFalse();
    assertThat(data.at("/b/id").asText()).isEqualTo(id);
    assertThat(data.at("/b").has("gender")).isFalse();
  }

  @Test
  void everyTypeNeedsItsOwnScope() {
    String patient = create(resident("权"));
    String observation = create(observation(patient, "2026-03-01", 1));
    String query = "{ id subject { resource { id } } }";
    String observations = "system/Observation.rs";
    assertThat(
            data(question("/Observation/" + observation, "{ id }", SCOPE, observations))
                .get("id")
                .asText())
        .isEqualTo(observation);
    error(
        question("/Observation/" + observation, query, SCOPE, observations), 403, "scope-missing");
    assertThat(
            question(
                    "/Observation/" + observation,
                    query,
                    SCOPE,
                    "system/Observation.r system/Patient.r")
                .status())
        .isEqualTo(200);
    error(question("", "{ PatientList { id } }", SCOPE, observations), 403, "scope-missing");
    // Looking into another type by a chain needs a right to it.
    error(
        question(
            "", "{ ObservationList(_filter: \"subject.name eq x\") { id } }", SCOPE, observations),
        403,
        "scope-missing");
    Reply focus = question("/Patient/" + patient, "{ id }", SCOPE, observations);
    refusal(focus, 403, "scope-missing");
  }

  @Test
  void anotherTenantSeesNothing() {
    String id = create(resident("邻"));
    error(question("", "{ Patient(id: \"" + id + "\") { id } }", TENANT, "2"), 400, null);
    error(question("/Patient/" + id, "{ id }", TENANT, "2"), 404, "not-found");
  }

  @Test
  void whatIsTooMuchIsRefused() {
    String patient = create(resident("多"));
    StringBuilder deep = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      deep.append("{ subject ");
    }
    error(
        question("/Patient/" + patient, deep + "{ id }" + "}".repeat(30)), 400, "graphql-too-deep");
    error(
        question(
            "/Patient/" + patient,
            "query q { ...a } fragment a on Patient { name { family } ...a }"),
        400,
        "graphql-too-deep");
    error(
        question("/Patient/" + patient, "{ id ".repeat(1) + "gender ".repeat(1001) + "}"),
        400,
        "graphql-too-many-fields");
    String many =
        "{ %s }"
            .formatted(
                String.join(
                    " ",
                    java.util.stream.IntStream.range(0, 301)
                        .mapToObj(
                            i -> "a" + i + ": PatientList(_count: 1, name: x" + i + ") { id }")
                        .toList()));
    error(question("", many), 400, "graphql-too-many-lookups");
    error(question("", "{ PatientList(_count: 501) { id } }"), 400, "graphql-count");
    error(question("", "{ id } #" + "x".repeat(40_000)), 400, "graphql-too-long");
  }

  @Test
  void expressionsCannotRunAwayOrBeSmuggledIn() {
    String patient = create(resident("式"));
    for (String query :
        List.of(
            "{ name(fhirpath: \"(1).repeat($this + 1).exists()\") { family } }",
            "{ name(fhirpath: \"family.trace('x').exists()\") { family } }",
            "{ name(fhirpath: \"family.replace('a', 'aaaa').exists()\") { family } }",
            "{ name(fhirpath: \"(1|2|3).count() > 2\") { family } }",
            "{ name(fhirpath: \"family.select($this).exists()\") { family } }",
            "{ name(fhirpath: \"given.where(given.where(given.where(true)))\") { family } }",
            "{ name @slice(path: \"`rep\\\\u0065at`($this)\") { family } }")) {
      error(question("/Patient/" + patient, query), 400, "graphql-expression");
    }
    error(
        question("/Patient/" + patient, "{ name(family: \"x' or 'a' = 'a\") { family } }"),
        400,
        "graphql-comparison");
    assertThat(ask("/Patient/" + patient, "{ name(family: \"式\") { family } }").get("name"))
        .hasSize(1);
    assertThat(
            ask("/Patient/" + patient, "{ name(fhirpath: \"family = 'y'\") { family } id }")
                .has("name"))
        .isFalse();
  }

  @Test
  void faultsOfTheQueryAreErrors() {
    String patient = create(resident("错"));
    Map.of(
            "{ id", "graphql-syntax",
            "{ nothing }", "graphql-invalid",
            "mutation { id }", "graphql-mutation",
            "{ name(_count: x) { family } }", "graphql-invalid",
            "{ ...gone }", "graphql-fragment",
            "query q($v: String) { id @skip(if: $v) }", "graphql-variable-missing",
            "query a { id } query b { id }", "graphql-operation")
        .forEach((query, rule) -> error(question("/Patient/" + patient, query), 400, rule));
    error(question("", "{ __schema { types { name } } }"), 400, "graphql-root");
    error(question("", "{ PatientList(nothing: 1) { id } }"), 400, null);
    error(
        question("", "{ PatientList(_include: \"Patient:organization\") { id } }"),
        400,
        "graphql-argument");
    error(question("", "{ AuditEventList { id } }"), 405, "served-elsewhere");
    error(get("/$graphql"), 400, "graphql-query-missing");
    error(send("POST", "/$graphql", "[", "Content-Type", "application/json"), 400, "graphql-json");
    error(question("/Patient/" + UUID.randomUUID(), "{ id }"), 404, "not-found");
    Reply chinese = question("", "{ x }", "Accept-Language", "zh");
    assertThat(chinese.json().at("/errors/0/message").asText()).contains("查询");
    refusal(get("/Patient/$graphql?query=" + encoded("{id}")), 404, "unknown-operation");
  }

  @Test
  void textsOfAnyKindMakeProperJson() {
    String id =
        create(
            """
            {"resourceType":"Basic","code":{"text":"a \\"quoted\\" \\\\ line\\nbreak\\ttab 汉字"}}""");
    assertThat(ask("/Basic/" + id, "{ code { text } }").at("/code/text").asText())
        .isEqualTo("a \"quoted\" \\ line\nbreak\ttab 汉字");
  }

  private static String observation(String patient, String date, int value) {
    return """
        {"resourceType":"Observation","status":"final","code":{"text":"x"},
         "subject":{"reference":"Patient/%s"},"effectiveDateTime":"%s",
         "valueQuantity":{"value":%d}}"""
        .formatted(patient, date, value);
  }

  private JsonNode ask(String focus, String query) {
    return data(question(focus, query));
  }

  private Reply question(String focus, String query, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Content-Type", "application/graphql"));
    return send("POST", focus + "/$graphql", query, all.toArray(String[]::new));
  }

  private static JsonNode data(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json().get("data");
  }

  /** GraphQL's form, with FHIR's outcome as an extension. */
  private static void error(Reply reply, int status, String rule) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    JsonNode error = reply.json().at("/errors/0");
    assertThat(error.get("message").asText()).isNotBlank();
    assertThat(error.at("/extensions/resource/resourceType").asText())
        .isEqualTo("OperationOutcome");
    assertThat(error.at("/extensions/resource/issue/0/diagnostics").asText()).isNotBlank();
    if (rule != null) {
      assertThat(error.at("/extensions/code").asText()).as(reply.text()).isEqualTo(rule);
    }
  }
}
