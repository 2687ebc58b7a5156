package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chains, compartments and search over several types, over HTTP. R4 search.html, http.html. */
class LinkedSearchTest extends RestServerTest {

  private static final String FORM = "application/x-www-form-urlencoded";

  private static List<String> names(JsonNode bundle) {
    List<String> names = new ArrayList<>();
    bundle
        .path("entry")
        .forEach(
            entry ->
                names.add(
                    entry.at("/resource/resourceType").asText()
                        + "/"
                        + entry.at("/resource/id").asText()));
    return names;
  }

  private List<String> found(String path) {
    Reply reply = get(path);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return names(reply.json());
  }

  @Test
  void chainsAndFilters() {
    String resident = resident("链");
    String patient = "Patient/" + create(resident);
    String observation = "Observation/" + create(SearchTest.observation(patient.substring(8)));
    String identifier = encoded("urn:oid:2.16.156.10011.1.3|" + identityOf(resident));
    assertThat(found("/Observation?patient.identifier=" + identifier)).containsExactly(observation);
    assertThat(found("/Patient?_has:Observation:patient:code=8867-4&identifier=" + identifier))
        .containsExactly(patient);
    String filter =
        encoded(
            "patient[gender eq male].identifier eq "
                + "urn:oid:2.16.156.10011.1.3|"
                + identityOf(resident));
    assertThat(found("/Observation?_filter=" + filter)).containsExactly(observation);
    JsonNode self = get("/Observation?patient.identifier=" + identifier).json();
    assertThat(link(self, "self").get(0)).contains("patient.identifier=");
    refusal(get("/Observation?patient.nonsense=1"), 400, "search.unknown-parameter");
    refusal(get("/Patient?_has:Observation=1"), 400, "search.has-form");
    refusal(get("/Patient?_filter=" + encoded("gender like x")), 400, "search.filter-form");
    refusal(get("/Patient?_has:AuditEvent:patient:action=R"), 400, "searched-elsewhere");
  }

  @Test
  void compartments() {
    String patient = create(resident("分"));
    String observation = "Observation/" + create(SearchTest.observation(patient));
    create(SearchTest.observation(create(resident("区"))));
    String address = "/Patient/" + patient + "/Observation";
    assertThat(found(address)).containsExactly(observation);
    assertThat(found(address + "?code=8867-4")).containsExactly(observation);
    assertThat(found(address + "?code=other")).isEmpty();
    JsonNode bundle = get(address + "?code=8867-4").json();
    assertThat(link(bundle, "self").get(0)).startsWith(base() + address + "?code=");
    assertThat(found("/Patient/" + patient + "/*")).containsExactly(observation);
    assertThat(found("/Patient/" + patient + "/*?_type=Encounter")).isEmpty();
    Reply posted = send("POST", address + "/_search", "code=8867-4", "Content-Type", FORM);
    assertThat(posted.status()).as(posted.text()).isEqualTo(200);
    assertThat(names(posted.json())).containsExactly(observation);
    refusal(get("/Patient/" + patient + "/Organization"), 404, "search.not-in-compartment");
    refusal(get("/Organization/1/Patient"), 404, "search.no-compartment");
    refusal(get("/Patient/" + patient + "/AuditEvent"), 400, "searched-elsewhere");
    refusal(send("PUT", address, "{}"), 405, "method-not-allowed");
    refusal(get(address + "?nonsense=1"), 400, "search.unknown-parameter");
  }

  @Test
  void pagesOfACompartmentStayInIt() {
    String patient = create(resident("页"));
    for (int i = 0; i < 3; i++) {
      create(SearchTest.observation(patient));
    }
    JsonNode page = get("/Patient/" + patient + "/Observation?_count=2").json();
    assertThat(page.get("entry")).hasSize(2);
    String next = link(page, "next").get(0);
    assertThat(next).startsWith(base() + "/Patient/" + patient + "/Observation?_page=");
    assertThat(get(next).json().get("entry")).hasSize(1);
  }

  @Test
  void severalTypes() {
    String resident = resident("系");
    String patient = "Patient/" + create(resident);
    String identifier = encoded("urn:oid:2.16.156.10011.1.3|" + identityOf(resident));
    assertThat(found("/?_type=Patient,Practitioner&identifier=" + identifier))
        .containsExactly(patient);
    assertThat(found("?_type=Patient&_id=" + patient.substring(8))).containsExactly(patient);
    assertThat(found("/?_id=" + patient.substring(8))).containsExactly(patient);
    Reply posted =
        send("POST", "/_search", "_type=Patient&identifier=" + identifier, "Content-Type", FORM);
    assertThat(posted.status()).as(posted.text()).isEqualTo(200);
    assertThat(names(posted.json())).containsExactly(patient);
    create(resident("统"));
    JsonNode page = get("/?_type=Patient,Observation&_count=1&_sort=-_lastUpdated").json();
    assertThat(page.get("entry")).hasSize(1);
    String next = link(page, "next").get(0);
    assertThat(next).startsWith(base() + "?_page=");
    assertThat(names(get(next).json())).hasSize(1).isNotEqualTo(names(page));
    refusal(get("/?gender=male"), 400, "search.unknown-parameter");
    refusal(get("/?_type=Patient,AuditEvent"), 400, "searched-elsewhere");
    Reply lenient = get("/?_type=Patient&shoe-size=1", "Prefer", "handling=lenient");
    assertThat(link(lenient.json(), "self").get(0)).contains("_type").doesNotContain("shoe");
  }
}
