package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** search by GET and POST, links and pages, summaries. R4 search.html. */
class SearchTest extends RestServerTest {

  @Test
  void findsByIdentifierAndSplicesTheStoredText() {
    String patient = resident("沈");
    Reply created = send("POST", "/Patient", patient);
    String id = created.json().get("id").asText();
    String query = "identifier=" + encoded("urn:oid:2.16.156.10011.1.3|" + identityOf(patient));
    Reply found = get("/Patient?" + query);
    assertThat(found.status()).as(found.text()).isEqualTo(200);
    JsonNode bundle = found.json();
    assertThat(bundle.get("type").asText()).isEqualTo("searchset");
    assertThat(bundle.get("entry")).hasSize(1);
    assertThat(bundle.at("/entry/0/fullUrl").asText()).isEqualTo(base() + "/Patient/" + id);
    assertThat(bundle.at("/entry/0/search/mode").asText()).isEqualTo("match");
    assertThat(bundle.at("/entry/0/resource")).isEqualTo(created.json());
    assertThat(link(bundle, "self").get(0)).startsWith(base() + "/Patient?").contains("identifier");
    assertThat(get(link(bundle, "self").get(0)).json().get("entry")).hasSize(1);
    fhir.newJsonParser()
        .setParserErrorHandler(new ca.uhn.fhir.parser.StrictErrorHandler())
        .parseResource(found.text());
  }

  /** As soon as the write has returned; the sound of surnames from the real dictionary. */
  @Test
  void residentsAreFoundByTheMiddleOfTheirNamesAndBySound() throws Exception {
    foundBy("尉迟", "name", "迟小", "明", "尉迟小明");
    foundBy("尉迟", "phonetic", "yuchi", "yc", "ychix", "yuchixming", "weichixm", "xm");
    foundBy("朴", "phonetic", "piaoxm", "puxiaom", "pxming");
    foundBy("\ud840\udc87", "name", "\ud840\udc87小", "小明");
    JsonNode metadata = get("/metadata").json();
    for (JsonNode type : metadata.at("/rest/0/resource")) {
      boolean named =
          List.of(
                  "Patient",
                  "Practitioner",
                  "Person",
                  "RelatedPerson",
                  "Organization",
                  "InsurancePlan")
              .contains(type.get("type").asText());
      assertThat(type.get("searchParam").findValuesAsText("name").contains("phonetic"))
          .isEqualTo(named);
    }
  }

  private void foundBy(String family, String parameter, String... typed) {
    String body = resident(family);
    String identity = "identifier=" + encoded("urn:oid:2.16.156.10011.1.3|" + identityOf(body));
    String url = base() + "/Patient/" + create(body);
    for (String text : typed) {
      JsonNode found = get("/Patient?" + identity + "&" + parameter + "=" + encoded(text)).json();
      assertThat(found.findValuesAsText("fullUrl")).as(text).containsExactly(url);
    }
    JsonNode other = get("/Patient?" + identity + "&" + parameter + "=zzz").json();
    assertThat(other.has("entry")).isFalse();
  }

  @Test
  void postedFormIsTheSameQuestion() {
    String patient = resident("韩");
    create(patient);
    String form = "identifier=" + encoded("urn:oid:2.16.156.10011.1.3|" + identityOf(patient));
    String type = "application/x-www-form-urlencoded";
    Reply found = send("POST", "/Patient/_search", form, "Content-Type", type);
    assertThat(found.status()).as(found.text()).isEqualTo(200);
    assertThat(found.json().get("entry")).hasSize(1);
    Reply mixed = send("POST", "/Patient/_search?gender=male", form, "Content-Type", type);
    assertThat(mixed.json().get("entry")).hasSize(1);
    Reply none = send("POST", "/Patient/_search?gender=female", form, "Content-Type", type);
    assertThat(none.json().get("entry")).isNull();
    Reply chinese =
        send("POST", "/Patient/_search", "family=" + encoded("韩"), "Content-Type", type);
    assertThat(chinese.json().get("entry")).isNotEmpty();
    refusal(
        send("POST", "/Patient/_search", "x=" + "y".repeat(70_000), "Content-Type", type),
        400,
        "parameter-parse");
  }

  @Test
  void linksLeadThroughAllPagesOnce() {
    List<String> created = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      created.add(create(resident("杨页")));
    }
    List<String> seen = new ArrayList<>();
    String next = base() + "/Patient?family=" + encoded("杨页") + "&_count=3&_format=json";
    int pages = 0;
    while (next != null) {
      Reply page = get(next);
      assertThat(page.status()).as(page.text()).isEqualTo(200);
      page.json().path("entry").forEach(e -> seen.add(e.at("/resource/id").asText()));
      next = link(page.json(), "next").stream().findFirst().orElse(null);
      if (next != null) {
        assertThat(next).startsWith(base() + "/Patient?_page=").contains("_format=json");
        assertThat(next).doesNotContain("family", encoded("杨页"));
      }
      String first = link(page.json(), "first").get(0);
      if (pages == 0) {
        assertThat(link(page.json(), "self").get(0)).isEqualTo(first);
      } else {
        assertThat(first).startsWith(base() + "/Patient?_page=");
        assertThat(get(first).json().at("/entry/0/resource/id").asText()).isEqualTo(seen.get(0));
      }
      pages++;
    }
    assertThat(pages).isEqualTo(3);
    assertThat(seen).containsExactlyInAnyOrderElementsOf(created);
  }

  @Test
  void foreignOrBrokenPageLinksAreRefused() {
    for (int i = 0; i < 2; i++) {
      create(resident("朱页"));
    }
    JsonNode first = get("/Patient?family=" + encoded("朱页") + "&_count=1").json();
    String next = link(first, "next").get(0);
    refusal(get(next, TENANT, "2"), 410, null);
    refusal(get("/Patient?_page=nonsense"), 410, null);
    refusal(get(next.replace("/Patient?", "/Observation?")), 400, "parameter-invalid");
  }

  @Test
  void unknownParameterIsRefusedUnlessLenient() {
    String patient = resident("秦");
    create(patient);
    JsonNode issue = refusal(get("/Patient?shoe-size=43"), 400, null);
    assertThat(issue.at("/location/0").asText()).contains("shoe-size");
    Reply lenient =
        get("/Patient?shoe-size=43&family=" + encoded("秦"), "Prefer", "handling=lenient");
    assertThat(lenient.status()).as(lenient.text()).isEqualTo(200);
    assertThat(link(lenient.json(), "self").get(0)).doesNotContain("shoe-size");
    JsonNode last = lenient.json().get("entry").get(lenient.json().get("entry").size() - 1);
    assertThat(last.at("/search/mode").asText()).isEqualTo("outcome");
    assertThat(last.at("/resource/issue/0/details/text").asText()).contains("shoe-size");
  }

  @Test
  void countsAndReducesOnRequest() {
    create(resident("尤"));
    JsonNode counted = get("/Patient?family=" + encoded("尤") + "&_summary=count").json();
    assertThat(counted.get("total").asInt()).isPositive();
    assertThat(counted.get("entry")).isNull();
    JsonNode elements = get("/Patient?family=" + encoded("尤") + "&_elements=gender").json();
    JsonNode resource = elements.at("/entry/0/resource");
    assertThat(resource.get("gender").asText()).isEqualTo("male");
    assertThat(resource.get("name")).isNull();
    assertThat(resource.at("/meta/tag/0/code").asText()).isEqualTo("SUBSETTED");
    assertThat(link(elements, "self").get(0)).contains("_elements=gender");
    refusal(get("/Patient?_summary=brief"), 400, "parameter-invalid");
    assertThat(get("/Patient?family=" + encoded("尤") + "&_total=accurate").json().get("total"))
        .isNotNull();
  }

  @Test
  void countAboveTheLimitIsToldInSelf() {
    assertThat(link(get("/Patient?_count=99999").json(), "self").get(0)).endsWith("_count=500");
  }

  @Test
  void plansNeedAScopeOfTheirOwn() {
    refusal(get("/Patient?family=x&_explain=true"), 403, "scope-missing");
    refusal(get("/Patient?family=x&%5Fexplain=analyze"), 403, "scope-missing");
    refusal(
        send(
            "POST",
            "/Patient/_search",
            "_explain=true",
            "Content-Type",
            "application/x-www-form-urlencoded"),
        403,
        "scope-missing");
  }

  @Test
  void includesComeMarked() {
    String patient = create(resident("许"));
    create(observation(patient));
    JsonNode bundle =
        get("/Observation?subject=Patient/" + patient + "&_include=Observation:subject").json();
    assertThat(bundle.at("/entry/0/search/mode").asText()).isEqualTo("match");
    assertThat(bundle.at("/entry/1/search/mode").asText()).isEqualTo("include");
    assertThat(bundle.at("/entry/1/fullUrl").asText()).isEqualTo(base() + "/Patient/" + patient);
  }

  static String observation(String patient) {
    return """
        {"resourceType":"Observation","status":"final",
         "code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}]},
         "subject":{"reference":"Patient/%s"},"effectiveDateTime":"2026-03-01T08:00:00+08:00",
         "valueQuantity":{"value":72.0,"unit":"/min","system":"http://unitsofmeasure.org","code":"/min"}}"""
        .formatted(patient);
  }
}
