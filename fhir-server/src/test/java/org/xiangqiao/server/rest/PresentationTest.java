package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an answer shows, and in which format. R4 http.html#parameters, search.html#summary. */
class PresentationTest extends RestServerTest {

  /** Has elements in the summary and outside, a text, contained content and a mandatory element. */
  private static String observation(String note) {
    return """
        {"resourceType":"Observation",
         "text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">血压</div>"},
         "status":"final",
         "category":[{"text":"vital"}],
         "code":{"text":"血压"},
         "effectiveDateTime":"2026-01-02T08:00:00+08:00",
         "valueString":"120/80",
         "note":[{"text":"%s"}],
         "referenceRange":[{"text":"<140"}]}"""
        .formatted(note);
  }

  @Test
  void everySpellingOfAFormatIsUnderstood() {
    String path = "/Observation/" + create(observation("甲"));
    for (String json :
        new String[] {
          "json",
          "application/json",
          "text/json",
          "application/fhir+json",
          "application/fhir%2Bjson",
          "application/fhir%2Bjson%3BfhirVersion%3D4.0",
          "application/json%2Bfhir",
          "JSON"
        }) {
      Reply read = get(path + "?_format=" + json, "Accept", "application/fhir+xml");
      assertThat(read.status()).as(json).isEqualTo(200);
      assertThat(read.header("Content-Type")).isEqualTo("application/fhir+json;charset=UTF-8");
    }
    for (String xml :
        new String[] {
          "xml", "text/xml", "application/xml", "application/fhir%2Bxml", "application/xml%2Bfhir"
        }) {
      assertThat(get(path + "?_format=" + xml, "Accept", "text/csv").text())
          .as(xml)
          .startsWith("<Observation");
    }
    for (String other :
        new String[] {
          "html", "text/html", "ttl", "text/turtle", "application/fhir%2Bjson;fhirVersion=5.0", "/"
        }) {
      refusal(get(path + "?_format=" + other), 406, "not-acceptable");
    }
    for (String accepted : new String[] {"*/*", "application/*", "text/html, */*;q=0.1"}) {
      assertThat(get(path, "Accept", accepted).header("Content-Type"))
          .startsWith("application/fhir+json");
    }
    assertThat(get(path, "Accept", "application/fhir+json; charset=utf-8").status()).isEqualTo(200);
    refusal(get(path, "Accept", "application/fhir+json; charset=GB18030"), 406, "not-acceptable");
    assertThat(get(path, "Accept-Charset", "gb2312").header("Content-Type"))
        .endsWith("charset=UTF-8");
  }

  @Test
  void summaryShowsWhatTheDefinitionsMark() {
    String id = create(observation("乙"));
    for (JsonNode summary : everywhere(id, "_summary=true")) {
      assertThat(names(summary))
          .contains("id", "meta", "status", "code", "effectiveDateTime", "valueString")
          .doesNotContain("text", "note", "referenceRange");
      assertThat(subsetted(summary)).isTrue();
    }
    for (JsonNode text : everywhere(id, "_summary=text")) {
      assertThat(names(text))
          .containsExactlyInAnyOrder("resourceType", "id", "meta", "text", "status", "code");
      assertThat(subsetted(text)).isTrue();
    }
    for (JsonNode data : everywhere(id, "_summary=data")) {
      assertThat(names(data)).contains("note", "referenceRange", "status").doesNotContain("text");
      assertThat(subsetted(data)).isTrue();
    }
    for (JsonNode whole : everywhere(id, "_summary=false")) {
      assertThat(names(whole)).contains("note", "text");
      assertThat(subsetted(whole)).isFalse();
    }
    JsonNode count = get("/Observation?_id=" + id + "&_summary=count").json();
    assertThat(count.get("total").asInt()).isEqualTo(1);
    assertThat(count.has("entry")).isFalse();
    refusal(get("/Observation/" + id + "?_summary=count"), 400, "parameter-invalid");
    refusal(get("/Observation/" + id + "?_summary=brief"), 400, "parameter-invalid");
  }

  @Test
  void elementsShowWhatIsNamedAndWhatIsMandatory() {
    String id = create(observation("丙"));
    for (String elements :
        new String[] {
          "_elements=note", "_elements=Observation.note", "_elements=note,Patient.name"
        }) {
      for (JsonNode some : everywhere(id, elements)) {
        assertThat(names(some))
            .as(elements)
            .containsExactlyInAnyOrder("resourceType", "id", "meta", "note", "status", "code");
        assertThat(subsetted(some)).isTrue();
      }
    }
    JsonNode xml = get("/Observation/" + id + "?_elements=note").json();
    assertThat(get("/Observation/" + id + "?_elements=note&_format=xml").text())
        .contains("<note>", "SUBSETTED", "<status")
        .doesNotContain("referenceRange");
    assertThat(xml.at("/note/0/text").asText()).isEqualTo("丙");
    JsonNode bundle = get("/Observation?_id=" + id + "&_elements=note").json();
    assertThat(bundle.get("type").asText()).isEqualTo("searchset");
    assertThat(bundle.at("/entry/0/fullUrl").asText()).endsWith("/Observation/" + id);
    assertThat(bundle.at("/entry/0/search/mode").asText()).isEqualTo("match");
    assertThat(link(bundle, "self")).hasSize(1);
    JsonNode history = get("/Observation/" + id + "/_history?_elements=note").json();
    assertThat(history.at("/entry/0/request/method").asText()).isEqualTo("POST");
    assertThat(history.at("/entry/0/response/status").asText()).isEqualTo("201");
  }

  @Test
  void headHasTheHeadersOfGetEverywhere() {
    String id = create(observation("丁"));
    for (String path :
        new String[] {
          "/Observation/" + id,
          "/Observation/" + id + "/_history/1",
          "/Observation/" + id + "/_history",
          "/Observation/_history?_count=1",
          "/_history?_count=1",
          "/Observation?_id=" + id,
          "/Observation/" + id + "?_summary=true",
          "/metadata",
          "/Observation/never-was"
        }) {
      Reply get = get(path);
      Reply head = send("HEAD", path, null);
      assertThat(head.status()).as(path).isEqualTo(get.status());
      assertThat(head.text()).as(path).isEmpty();
      for (String header : new String[] {"Content-Type", "ETag", "Last-Modified"}) {
        assertThat(head.header(header)).as(path + header).isEqualTo(get.header(header));
      }
      assertThat(head.header("Content-Length"))
          .as(path)
          .isEqualTo(String.valueOf(get.response().body().length));
    }
  }

  /** The resource as read, vread, search and history show it. */
  private List<JsonNode> everywhere(String id, String parameter) {
    List<JsonNode> shown = new ArrayList<>();
    shown.add(get("/Observation/" + id + "?" + parameter).json());
    shown.add(get("/Observation/" + id + "/_history/1?" + parameter).json());
    shown.add(get("/Observation?_id=" + id + "&" + parameter).json().at("/entry/0/resource"));
    shown.add(get("/Observation/" + id + "/_history?" + parameter).json().at("/entry/0/resource"));
    return shown;
  }

  private static List<String> names(JsonNode resource) {
    List<String> names = new ArrayList<>();
    resource.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static boolean subsetted(JsonNode resource) {
    for (JsonNode tag : resource.at("/meta/tag")) {
      if (tag.get("code").asText().equals("SUBSETTED")) {
        return true;
      }
    }
    return false;
  }
}
