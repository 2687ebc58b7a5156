package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The terminology operations over HTTP, with resources of a county. */
class TerminologyTest extends RestServerTest {

  private final String system = "https://example.org/cs/" + UUID.randomUUID();
  private final String valueSet = "https://example.org/vs/" + UUID.randomUUID();

  private void store() {
    create(
        """
        {"resourceType":"CodeSystem","url":"%s","version":"1.0.0","name":"Diseases","status":"active",
         "content":"complete","caseSensitive":true,"concept":[{"code":"group","display":"慢性病","concept":[
           {"code":"I10","display":"高血压","designation":[{"language":"zh-Latn","value":"gxy"}]},
           {"code":"E11","display":"糖尿病"}]}]}"""
            .formatted(system));
    create(
        """
        {"resourceType":"ValueSet","url":"%s","version":"1","status":"active","compose":{"include":[
         {"system":"%s","filter":[{"property":"concept","op":"descendent-of","value":"group"}]}]}}"""
            .formatted(valueSet, system));
  }

  @Test
  void whatWasWrittenIsUsedAtOnce() {
    store();
    Reply expanded = get("/ValueSet/$expand?url=" + encoded(valueSet) + "&filter=gxy");
    assertThat(expanded.status()).as(expanded.text()).isEqualTo(200);
    assertThat(expanded.json().at("/expansion/contains/0/code").asText()).isEqualTo("I10");
    Reply looked = get("/CodeSystem/$lookup?code=E11&system=" + encoded(system));
    assertThat(value(looked.json(), "display")).isEqualTo("糖尿病");
    Reply wrong =
        get(
            "/ValueSet/$validate-code?code=group&url="
                + encoded(valueSet)
                + "&system="
                + encoded(system));
    assertThat(value(wrong.json(), "result")).isEqualTo("false");
    Reply subsumed = get("/CodeSystem/$subsumes?codeA=group&codeB=I10&system=" + encoded(system));
    assertThat(value(subsumed.json(), "outcome")).isEqualTo("subsumes");
  }

  @Test
  void namesOfASupplementAreFoundByTheirPinyin() {
    store();
    create(
        """
        {"resourceType":"CodeSystem","url":"%s/names","status":"active","content":"supplement",
         "supplements":"%s","concept":[{"code":"E11","designation":[{"value":"富贵病"}]}]}"""
            .formatted(system, system));
    String expand = "/ValueSet/$expand?url=" + encoded(valueSet) + "&filter=";
    for (String typed : List.of("fuguibing", "fgb", "富贵")) {
      Reply found = get(expand + encoded(typed) + "&useSupplement=" + encoded(system + "/names"));
      assertThat(found.status()).as(found.text()).isEqualTo(200);
      assertThat(found.json().at("/expansion/contains")).as(typed).hasSize(1);
      assertThat(found.json().at("/expansion/contains/0/code").asText()).isEqualTo("E11");
    }
    assertThat(get(expand + "fgb").json().at("/expansion/contains")).isEmpty();
  }

  @Test
  void aValueSetIsExpandedByItsAddress() {
    store();
    String id =
        create(
            "{\"resourceType\":\"ValueSet\",\"url\":\"%s/2\",\"status\":\"active\",\"compose\":{\"include\":[{\"system\":\"%s\"}]}}"
                .formatted(valueSet, system));
    Reply expanded = get("/ValueSet/" + id + "/$expand");
    assertThat(expanded.json().at("/expansion/total").asInt()).isEqualTo(3);
  }

  @Test
  void whatFhirPublishesIsThere() {
    Reply answer =
        get(
            "/CodeSystem/$validate-code?code=female&url="
                + encoded("http://hl7.org/fhir/administrative-gender"));
    assertThat(value(answer.json(), "result")).isEqualTo("true");
    Reply unit = get("/CodeSystem/$lookup?code=kg&system=" + encoded("http://unitsofmeasure.org"));
    assertThat(unit.status()).as(unit.text()).isEqualTo(200);
  }

  @Test
  void sentResourcesCountForTheCallOrUnderTheirCacheId() {
    String sent =
        """
        {"resourceType":"Parameters","parameter":[{"name":"system","valueUri":"%s"},
         {"name":"code","valueCode":"x"},{"name":"cache-id","valueId":"%s"}%s]}""";
    String resource =
        """
        ,{"name":"tx-resource","resource":{"resourceType":"CodeSystem","url":"%s","status":"active",
          "content":"complete","concept":[{"code":"x","display":"X"}]}}"""
            .formatted(system);
    String cache = UUID.randomUUID().toString();
    String lookup = "/CodeSystem/$lookup";
    assertThat(send("POST", lookup, sent.formatted(system, cache, "")).status()).isEqualTo(422);
    assertThat(send("POST", lookup, sent.formatted(system, cache, resource)).status())
        .isEqualTo(200);
    assertThat(send("POST", lookup, sent.formatted(system, cache, "")).status()).isEqualTo(200);
    assertThat(send("POST", lookup, sent.formatted(system, "other", "")).status()).isEqualTo(422);
  }

  @Test
  void halfAMillionConceptsArePagedOrRefusedWithARemedy() {
    JdbcTemplate jdbc = new JdbcTemplate(database);
    long key = halfAMillion(jdbc);
    try {
      String expand = "/ValueSet/$expand?url=" + encoded(system + "?fhir_vs");
      for (String more : List.of("", "&count=500000", "&activeOnly=true")) {
        Reply refused = get(expand + more);
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        JsonNode issue = refused.json().at("/issue/0");
        assertThat(issue.path("code").asText()).isEqualTo("too-costly");
        assertThat(issue.at("/details/text").asText()).contains(system).contains(">10000");
        assertThat(issue.path("diagnostics").asText())
            .contains("ask for a page")
            .contains("count=")
            .contains("值集“" + system)
            .contains("分页");
      }
      JsonNode chinese = get(expand, "Accept-Language", "zh-CN").json().at("/issue/0");
      assertThat(chinese.at("/details/text").asText()).contains("过多");
      assertThat(translation(chinese.at("/details/_text"))).contains("too many codes");
      assertThat(chinese.path("diagnostics").asText()).contains("分页");
      Reply last = get(expand + "&offset=499990&count=100");
      assertThat(last.status()).as(last.text()).isEqualTo(200);
      assertThat(last.json().at("/expansion/total").asInt()).isEqualTo(500_000);
      assertThat(last.json().at("/expansion/contains")).hasSize(10);
      assertThat(last.json().at("/expansion/contains/9/code").asText()).isEqualTo("c499999");
      Reply found = get(expand + "&count=5&filter=c123456");
      assertThat(found.status()).as(found.text()).isEqualTo(200);
      assertThat(found.json().at("/expansion/contains/0/display").asText()).isEqualTo("第123456种");
      assertThat(restricted(system).json().at("/expansion/total").asInt()).isEqualTo(1);
    } finally {
      jdbc.update("update code_system_version set state = 'removed' where version_key = ?", key);
      jdbc.update("delete from code_concept where version_key = ?", key);
    }
  }

  /** A few codes without those that a filter over all of them finds. */
  private Reply restricted(String system) {
    return send(
        "POST",
        "/ValueSet/$expand",
        """
        {"resourceType":"Parameters","parameter":[{"name":"valueSet","resource":{
         "resourceType":"ValueSet","status":"active","compose":{
          "include":[{"system":"%1$s","concept":[{"code":"c1"},{"code":"c77"}]}],
          "exclude":[{"system":"%1$s","filter":[{"property":"code","op":"regex","value":"c[^1].*"}]}]}}}]}"""
            .formatted(system));
  }

  private static String translation(JsonNode element) {
    for (JsonNode each : element.at("/extension/0/extension")) {
      if (each.path("url").asText().equals("content")) {
        return each.path("valueString").asText();
      }
    }
    return "";
  }

  private long halfAMillion(JdbcTemplate jdbc) {
    Long key =
        jdbc.queryForObject(
            "insert into code_system_version (tenant_id, url, version, state, about, concepts)"
                + " values (1, ?, '1', 'loading', ?, 500000) returning version_key",
            Long.class,
            system,
            """
            {"resourceType":"CodeSystem","url":"%s","version":"1","status":"active","content":"not-present",
             "caseSensitive":true,"name":"Many"}"""
                .formatted(system));
    jdbc.update(
        "insert into code_concept (version_key, ordinal, code, display, inactive, abstract, parents,"
            + " words) select ?, n, 'c' || n, '第' || n || '种', false, false, '{}',"
            + " E'\\nc' || n || E'\\n第' || n || E'种\\n' from generate_series(0, 499999) n",
        key);
    jdbc.update(
        "update code_system_version set state = 'current', ready_at = now(), current_at = now()"
            + " where version_key = ?",
        key);
    return key;
  }

  @Test
  void aClosureTableGrows() {
    store();
    String name = UUID.randomUUID().toString();
    assertThat(closure(name, "E11").status()).isEqualTo(404);
    assertThat(closure(name).json().get("version").asText()).isEqualTo("0");
    assertThat(closure(name, "I10").json().has("group")).isFalse();
    JsonNode map = closure(name, "group").json();
    assertThat(map.at("/group/0/element/0/code").asText()).isEqualTo("I10");
    assertThat(map.at("/group/0/element/0/target/0/code").asText()).isEqualTo("group");
    assertThat(closure(name, "none-such").status()).isEqualTo(422);
  }

  private Reply closure(String name, String... codes) {
    StringBuilder body =
        new StringBuilder(
            "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"name\",\"valueString\":\""
                + name
                + "\"}");
    for (String code : codes) {
      body.append(",{\"name\":\"concept\",\"valueCoding\":{\"system\":\"")
          .append(system)
          .append("\",\"code\":\"")
          .append(code)
          .append("\"}}");
    }
    return send("POST", "/$closure", body.append("]}").toString());
  }

  @Test
  void callsOnOneClosureTableComeOneAfterTheOther() throws Exception {
    store();
    String name = UUID.randomUUID().toString();
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      String[] codes = i % 3 == 0 ? new String[0] : new String[] {i % 3 == 1 ? "I10" : "group"};
      calls.add(() -> closure(name, codes).status());
    }
    closure(name);
    ExecutorService clients = Executors.newFixedThreadPool(8);
    try {
      for (Future<Integer> answer : clients.invokeAll(calls)) {
        assertThat(answer.get()).isEqualTo(200);
      }
    } finally {
      clients.shutdown();
    }
  }

  @Test
  void aClosureTableIsToldFromAnyVersion() {
    store();
    String name = UUID.randomUUID().toString();
    closure(name);
    closure(name, "I10", "E11");
    closure(name, "group");
    String since =
        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"name\",\"valueString\":\"%s\"},"
            + "{\"name\":\"version\",\"valueString\":\"%s\"}]}";
    JsonNode all = send("POST", "/$closure", since.formatted(name, "0")).json();
    assertThat(all.get("version").asText()).isEqualTo("2");
    assertThat(all.at("/group/0/element")).hasSize(2);
    assertThat(send("POST", "/$closure", since.formatted(name, "2")).json().has("group")).isFalse();
    assertThat(send("POST", "/$closure", since.formatted(name, "x")).status()).isEqualTo(400);
  }

  @Test
  void textsThatNothingCanBeAreRefused() {
    String zero = "%00";
    String lookup = "/CodeSystem/$lookup?system=" + encoded(system) + "&code=";
    assertRefused(get(lookup + zero), "text-unreadable");
    assertRefused(get("/CodeSystem/$lookup?code=x&system=a" + zero), "text-unreadable");
    assertRefused(get(lookup + "x".repeat(5000)), "text-too-long");
    assertRefused(get("/NamingSystem/$preferred-id?type=uri&id=" + zero), "text-unreadable");
    assertRefused(closure("a\\u0000b"), "text-unreadable");
    assertRefused(closure("a\\ud800"), "text-unreadable");
    assertRefused(closure("名".repeat(700)), "closure-too-long");
    store();
    assertRefused(closure("n", "x\\u0000"), "text-unreadable");
  }

  private static void assertRefused(Reply reply, String rule) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.json().at("/issue/0/details/coding/0/code").asText()).isEqualTo(rule);
    assertThat(reply.text()).contains("\"zh\"");
  }

  @Test
  void whatMakesNoSenseIsRefusedInBothLanguages() {
    store();
    String coding =
        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"coding\",\"valueCoding\":{\"code\":\"I10\"}}]}";
    Reply refused = send("POST", "/CodeSystem/$lookup", coding);
    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.text()).contains("Unable to find code").contains("没有给出要查的代码");
    String units = "http://unitsofmeasure.org";
    String many =
        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"code\",\"valueCode\":\"%s\"},{\"name\":\"system\",\"valueUri\":\"%s\"}]}"
            .formatted("(".repeat(3000), units);
    assertThat(send("POST", "/CodeSystem/$lookup", many).status()).isEqualTo(404);
  }

  @Test
  void aCodeSystemIsAskedAtItsAddress() {
    String id =
        create(
            """
            {"resourceType":"CodeSystem","url":"%s","version":"3.0.0","status":"active","content":"complete",
             "concept":[{"code":"own","display":"自有"}]}"""
                .formatted(system));
    store();
    Reply right = get("/CodeSystem/" + id + "/$validate-code?code=own");
    assertThat(right.status()).as(right.text()).isEqualTo(200);
    assertThat(value(right.json(), "result")).isEqualTo("true");
    assertThat(value(get("/CodeSystem/" + id + "/$validate-code?code=I10").json(), "result"))
        .isEqualTo("false");
  }

  @Test
  void anOidHasItsUri() {
    String uri = "https://example.org/ids/" + UUID.randomUUID();
    create(
        """
        {"resourceType":"NamingSystem","name":"Ids","status":"active","kind":"identifier","date":"2026-01-01",
         "uniqueId":[{"type":"oid","value":"1.2.3.%d"},{"type":"uri","value":"%s","preferred":true}]}"""
            .formatted(Math.abs(uri.hashCode()), uri));
    Reply answer =
        get("/NamingSystem/$preferred-id?type=uri&id=urn:oid:1.2.3." + Math.abs(uri.hashCode()));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(value(answer.json(), "result")).isEqualTo(uri);
    assertThat(get("/NamingSystem/$preferred-id?type=uri&id=9.9.9").status()).isEqualTo(404);
  }

  @Test
  void theOfferIsTold() {
    JsonNode offer = get("/metadata?mode=terminology").json();
    assertThat(offer.get("resourceType").asText()).isEqualTo("TerminologyCapabilities");
    assertThat(offer.at("/expansion/parameter")).isNotEmpty();
  }

  private static String value(JsonNode parameters, String name) {
    for (JsonNode each : parameters.path("parameter")) {
      if (each.path("name").asText().equals(name)) {
        return each.properties().stream()
            .filter(field -> field.getKey().startsWith("value"))
            .map(field -> field.getValue().asText())
            .findFirst()
            .orElse(null);
      }
    }
    return null;
  }
}
