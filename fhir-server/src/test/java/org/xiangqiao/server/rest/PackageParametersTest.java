package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.SearchParameter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.WriteOperation;
import org.yaml.snakeyaml.Yaml;

/**
 * The package's search parameters (检索参数), in force for all counties, find resources that conform to
 * its profiles: each has a search below that hits, and one that does not.
 */
class PackageParametersTest extends RestServerTest {

  private static final Path SOURCES =
      Path.of("..", "terminology", "package", "src", "main", "fhir", "SearchParameter");
  private static final String OWN = "https://fhir.xiangqiao.org/";
  private static final String CARD = "990102195803120218";

  private static final String RESIDENT =
      """
      {"resourceType":"Patient","id":"pp-1",
       "extension":[
        {"url":"@StructureDefinition/household-registration","valueCodeableConcept":{"coding":[
          {"system":"urn:pp","code":"rural"}]}},
        {"url":"@StructureDefinition/residence-type","valueCodeableConcept":{"coding":[
          {"system":"urn:pp","code":"registered"}]}}],
       "identifier":[
        {"system":"urn:oid:2.16.156.10011.1.3","value":"%s"},
        {"system":"urn:oid:2.16.156.10011.1.2","value":"99010200100100001"},
        {"system":"urn:pp:local","value":"77"}],
       "name":[{"text":"周德旺"}],
       "address":[{"text":"青山乡柳树村","extension":[
        {"url":"@StructureDefinition/township","valueCoding":{"code":"990102001","display":"青山乡"}},
        {"url":"@StructureDefinition/village",
         "valueCoding":{"code":"990102001203","display":"柳树村"}}]}]}"""
          .formatted(CARD);

  private static final String ENROLMENT =
      """
      {"resourceType":"EpisodeOfCare","id":"pp-2","status":"active",
       "extension":[{"url":"@StructureDefinition/risk-grade","valueCodeableConcept":{"coding":[
         {"system":"@CodeSystem/risk-grade","code":"high"}]}}],
       "type":[{"coding":[{"system":"@CodeSystem/programme","code":"hypertension"}]}],
       "patient":{"reference":"Patient/pp-1"},"period":{"start":"2026-03-02"}}""";

  private static final String PLAN =
      """
      {"resourceType":"CarePlan","id":"pp-3","status":"active","intent":"plan",
       "extension":[
        {"url":"@StructureDefinition/risk-grade","valueCodeableConcept":{"coding":[
         {"system":"@CodeSystem/risk-grade","code":"high"}]}},
        {"url":"@StructureDefinition/next-follow-up","valueDate":"2027-02-10"}],
       "category":[{"coding":[{"system":"@CodeSystem/programme","code":"hypertension"}]}],
       "subject":{"reference":"Patient/pp-1"}}""";

  private static final String FORM =
      """
      {"resourceType":"QuestionnaireResponse","id":"pp-4","status":"completed",
       "extension":[
        {"url":"@StructureDefinition/programme","valueCodeableConcept":{"coding":[
         {"system":"@CodeSystem/programme","code":"hypertension"}]}},
        {"url":"@StructureDefinition/next-follow-up","valueDate":"2027-02-10"}],
       "subject":{"reference":"Patient/pp-1"},"authored":"2026-11-10"}""";

  /** By code: searches that hit what is above, and the same with a value that nothing has. */
  private static final Map<String, List<Sought>> SEARCHES =
      Map.of(
          "village", List.of(hit("Patient?village=990102001203", "pp-1", "990102001204")),
          "village-name", List.of(hit("Patient?village-name=" + encoded("柳树"), "pp-1", "x")),
          "township", List.of(hit("Patient?township=990102001", "pp-1", "990102002")),
          "household-registration",
              List.of(hit("Patient?household-registration=urn:pp%7Crural", "pp-1", "town")),
          "residence-type",
              List.of(hit("Patient?residence-type=urn:pp%7Cregistered", "pp-1", "other")),
          "identity-card", List.of(hit("Patient?identity-card=" + CARD, "pp-1", "77")),
          "health-record-number",
              List.of(hit("Patient?health-record-number=99010200100100001", "pp-1", "77")),
          "programme",
              List.of(
                  hit("EpisodeOfCare?programme=hypertension", "pp-2", "maternal"),
                  hit("CarePlan?programme=hypertension", "pp-3", "maternal"),
                  hit("QuestionnaireResponse?programme=hypertension", "pp-4", "maternal")),
          "risk-grade",
              List.of(
                  hit("EpisodeOfCare?risk-grade=high", "pp-2", "low"),
                  hit("CarePlan?risk-grade=high", "pp-3", "low")),
          "next-follow-up",
              List.of(
                  hit("CarePlan?next-follow-up=2027-02-10", "pp-3", "2027-02-11"),
                  hit("QuestionnaireResponse?next-follow-up=2027-02-10", "pp-4", "ge2027-02-11"),
                  hit(
                      "QuestionnaireResponse?_sort=next-follow-up&next-follow-up=lt2027-03-01",
                      "pp-4",
                      "lt2027-02-10")));

  @Autowired private FhirStore store;

  @Test
  void findWhatConforms() throws IOException {
    List<SearchParameter> parameters = parameters();
    assertThat(parameters)
        .extracting(SearchParameter::getCode)
        .containsExactlyInAnyOrderElementsOf(SEARCHES.keySet());
    store.write(
        new Caller(Caller.DEFINITIONS_TENANT, "package", "", "package-parameters"),
        parameters.stream()
            .<WriteOperation>map(each -> new WriteOperation.Update(each, null, null, null))
            .toList());
    for (String resource : List.of(RESIDENT, ENROLMENT, PLAN, FORM)) {
      String own = resource.replace("@", OWN);
      String place = "/" + MAPPER.readTree(own).get("resourceType").asText() + "/" + idOf(own);
      Reply written = send("PUT", place, own);
      assertThat(written.status()).as(written.text()).isIn(200, 201);
    }
    for (List<Sought> searches : SEARCHES.values()) {
      searches.forEach(this::findsOnlyByItsValue);
    }
  }

  private void findsOnlyByItsValue(Sought sought) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(ids("/" + sought.search())).contains(sought.id()));
    assertThat(ids("/" + sought.search().replaceFirst("=[^=]*$", "=" + sought.other())))
        .doesNotContain(sought.id());
  }

  private List<String> ids(String search) {
    Reply reply = get(search);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    reply.json().path("entry").forEach(each -> ids.add(each.at("/resource/id").asText()));
    return ids;
  }

  private List<SearchParameter> parameters() throws IOException {
    List<SearchParameter> parameters = new ArrayList<>();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        Object source = new Yaml().load(Files.readString(file));
        SearchParameter parameter =
            fhir.newJsonParser()
                .parseResource(SearchParameter.class, MAPPER.writeValueAsString(source));
        parameter.setUrl(OWN + "SearchParameter/" + parameter.getIdPart());
        parameter.setStatus(PublicationStatus.ACTIVE);
        parameters.add(parameter);
      }
    }
    return parameters;
  }

  /**
   * @param id what it finds
   * @param other a value in place of the search's last one, with which it does not
   */
  private record Sought(String search, String id, String other) {}

  private static Sought hit(String search, String id, String other) {
    return new Sought(search, id, other);
  }

  private static String idOf(String resource) throws IOException {
    return MAPPER.readTree(resource).get("id").asText();
  }
}
