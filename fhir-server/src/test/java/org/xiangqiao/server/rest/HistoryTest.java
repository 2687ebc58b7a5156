package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** history at three levels. R4 http.html#history. */
class HistoryTest extends RestServerTest {

  @Test
  void instanceHistoryTellsHowEachVersionCameToBe() {
    String patient = resident("何");
    String id = create(patient);
    send("PUT", "/Patient/" + id, InteractionsTest.withId(patient, id).replace("male", "other"));
    send("DELETE", "/Patient/" + id, null);
    Reply history = get("/Patient/" + id + "/_history");
    assertThat(history.status()).as(history.text()).isEqualTo(200);
    JsonNode bundle = history.json();
    assertThat(bundle.get("type").asText()).isEqualTo("history");
    assertThat(bundle.get("entry")).hasSize(3);
    assertThat(bundle.at("/entry/0/request/method").asText()).isEqualTo("DELETE");
    assertThat(bundle.at("/entry/0/resource").isMissingNode()).isTrue();
    assertThat(bundle.at("/entry/1/request/method").asText()).isEqualTo("PUT");
    assertThat(bundle.at("/entry/1/response/etag").asText()).isEqualTo("W/\"2\"");
    assertThat(bundle.at("/entry/2/request/method").asText()).isEqualTo("POST");
    assertThat(bundle.at("/entry/2/response/status").asText()).isEqualTo("201");
    assertThat(bundle.at("/entry/2/fullUrl").asText()).isEqualTo(base() + "/Patient/" + id);
    fhir.newJsonParser()
        .setParserErrorHandler(new ca.uhn.fhir.parser.StrictErrorHandler())
        .parseResource(history.text());
    refusal(get("/Patient/never-was/_history"), 404, "not-found");
  }

  @Test
  void pagesOfATypesHistoryAreComplete() {
    // Nobody else's tests write there.
    String tenant = "81";
    for (int i = 0; i < 5; i++) {
      assertThat(send("POST", "/Patient", resident("吕"), TENANT, tenant).status()).isEqualTo(201);
    }
    for (String level : List.of("/Patient/_history", "/_history")) {
      List<String> seen = new ArrayList<>();
      String next = base() + level + "?_count=2";
      while (next != null) {
        Reply page = get(next, TENANT, tenant);
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        page.json().path("entry").forEach(e -> seen.add(e.at("/resource/id").asText()));
        next = link(page.json(), "next").stream().findFirst().orElse(null);
      }
      assertThat(seen).as(level).hasSize(5).doesNotHaveDuplicates();
    }
  }

  @Test
  void bundleTellsUpToWhenItIsComplete() {
    String first = create(resident("孔"));
    JsonNode bundle = get("/Patient/_history?_count=1").json();
    String next = bundle.at("/meta/lastUpdated").asText();
    assertThat(java.time.OffsetDateTime.parse(next)).isNotNull();
    String second = create(resident("曹"));
    List<String> ids = new ArrayList<>();
    get("/Patient/_history?_since=" + encoded(next))
        .json()
        .path("entry")
        .forEach(entry -> ids.add(entry.at("/resource/id").asText()));
    assertThat(ids).contains(second);
    assertThat(get("/Patient/" + first + "/_history").json().get("meta")).isNull();
    fhir.newXmlParser().parseResource(get("/Patient/_history?_count=1&_format=xml").text());
  }

  @Test
  void sinceBoundsAndWrongValuesAreRefused() {
    create(resident("施"));
    String future = encoded("2126-01-01T00:00:00+08:00");
    assertThat(get("/Patient/_history?_since=" + future).json().get("entry")).isNull();
    assertThat(get("/Patient/_history?_since=2020-01-01").json().get("entry")).isNotEmpty();
    refusal(get("/Patient/_history?_since=yesterday"), 400, "parameter-invalid");
    refusal(get("/Patient/_history?_count=0"), 400, "parameter-invalid");
    refusal(get("/_history?_count=many"), 400, "parameter-invalid");
    refusal(get("/_history?family=x"), 400, "parameter-unknown");
    refusal(get("/_history?_sort=_lastUpdated"), 400, "parameter-unknown");
    refusal(get("/Patient/_history?_at=once"), 400, "parameter-invalid");
    refusal(get("/Patient/_history?_at=ge2026-02-01&_at=le2026-01-01"), 400, "parameter-invalid");
  }

  @Test
  void atAsksForWhatWasCurrent() {
    String id = create(resident("张"));
    String now = get("/Patient/" + id).json().at("/meta/lastUpdated").asText();
    JsonNode bundle = get("/Patient/" + id + "/_history?_at=" + encoded(now)).json();
    assertThat(bundle.get("entry")).hasSize(1);
    assertThat(link(bundle, "self").get(0)).contains("_at=");
    assertThat(get("/Patient/" + id + "/_history?_at=2020").json().get("entry")).isNull();
    assertThat(get("/Patient/" + id + "/_history?_at=ge2020").json().get("entry")).hasSize(1);
  }
}
