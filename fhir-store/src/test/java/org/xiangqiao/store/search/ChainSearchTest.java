package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Chains through references, R4 search.html#chaining. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChainSearchTest {

  private LinkedRecords records;

  @BeforeAll
  void open() {
    records = new LinkedRecords();
  }

  @AfterAll
  void close() {
    records.close();
  }

  @Test
  void oneReference() {
    assertThat(records.ids("Observation", "patient.identifier", "urn:card|99-one"))
        .containsExactly("pressure");
    assertThat(records.ids("Observation", "subject:Patient.identifier", "urn:card|99-two"))
        .containsExactly("pulse");
    assertThat(records.ids("Observation", "patient.family", "li"))
        .containsExactly("pressure", "pulse");
    assertThat(records.ids("Observation", "performer:Practitioner.family", "zhao"))
        .containsExactly("pulse");
    assertThat(records.ids("Patient", "organization.name", "river")).containsExactly("two");
  }

  @Test
  void severalReferences() {
    assertThat(records.ids("Observation", "patient.organization.partof.name", "青山"))
        .containsExactly("pressure");
    assertThat(
            records.ids(
                "Observation", "subject:Patient.general-practitioner:Organization.name", "river"))
        .containsExactly("pulse");
    assertThat(records.ids("Observation", "encounter.participant:Practitioner.family", "wang"))
        .containsExactly("pressure");
  }

  @Test
  void withoutATypeEveryTargetThatKnowsTheParameterIsTried() {
    assertThat(records.ids("Observation", "subject.identifier", "urn:card|99-one,urn:device|D1"))
        .containsExactly("pressure", "self");
    assertThat(records.ids("Patient", "general-practitioner.name", "青石")).containsExactly("one");
    assertThat(records.ids("Patient", "general-practitioner.family", "wang"))
        .containsExactly("one", "two");
  }

  @Test
  void modifiersPrefixesAndAlternativesAtTheEnd() {
    assertThat(records.ids("Observation", "patient.birthdate", "ge2000")).containsExactly("pulse");
    assertThat(records.ids("Observation", "patient.family:exact", "Li"))
        .containsExactly("pressure");
    assertThat(records.ids("Observation", "patient.gender:not", "male")).containsExactly("pulse");
    assertThat(records.ids("Observation", "patient.family", "xu,lin")).containsExactly("pulse");
  }

  @Test
  void whatAllTypesHaveAtTheEnd() {
    assertThat(records.ids("Observation", "patient._id", "one")).containsExactly("pressure");
    assertThat(records.ids("Observation", "patient._tag", "urn:tag|two")).containsExactly("pulse");
    assertThat(records.ids("Observation", "patient._lastUpdated", "gt2020"))
        .containsExactly("pressure", "pulse");
    assertThat(records.ids("Observation", "patient._list", "panel")).containsExactly("pressure");
  }

  @Test
  void besideOtherConditions() {
    assertThat(records.ids("Observation", "patient.family", "li", "code", "8867-4"))
        .containsExactly("pulse");
    assertThat(
            records.ids("Observation", "patient", "one", "patient.identifier", "urn:card|99-two"))
        .isEmpty();
    assertThat(
            records.ids(
                "Observation",
                "patient.identifier",
                "urn:card|99-two",
                "_sort",
                "-date",
                "status",
                "final"))
        .containsExactly("pulse");
  }

  @Test
  void chainsThatLeadNowhereAreRefusedNamingTheWay() {
    assertThat(records.refusedAs("Observation", "patient.nme", "x"))
        .isEqualTo("search.unknown-parameter");
    var none = records.refusal("Observation", "subject.nme", "x").problems().get(0);
    assertThat(none.key()).isEqualTo("search.chain-unknown");
    assertThat(none.location()).isEqualTo("subject.nme");
    assertThat(none.remedy(Locale.ENGLISH)).contains("subject:Patient", "subject:Group");
    assertThat(records.refusedAs("Observation", "subject:Claim.status", "x"))
        .isEqualTo("search.unsupported-modifier");
    var link = records.refusal("Observation", "code.name", "x").problems().get(0);
    assertThat(link.key()).isEqualTo("search.chain-link");
    assertThat(link.remedy(Locale.CHINESE)).contains("performer");
    assertThat(records.refusedAs("Observation", "patient.", "x")).isEqualTo("search.chain-form");
    assertThat(records.refusedAs("Provenance", "target.code", "x")).isEqualTo("search.chain-type");
    assertThat(records.ids("Provenance", "target:Observation.code", "8867-4"))
        .containsExactly("origin");
    assertThat(records.refusedAs("MeasureReport", "measure.name", "x"))
        .isEqualTo("search.chain-canonical");
    assertThat(records.refusedAs("Observation", "patient.birthdate", "soon"))
        .isEqualTo("search.bad-date");
    assertThat(records.refusedAs("Observation", "subject.birthdate", "soon"))
        .isEqualTo("search.bad-date");
    assertThat(records.refusedAs("Observation", "patient.family", ""))
        .isEqualTo("search.empty-value");
  }

  @Test
  void depthHasALimit() {
    String four = "encounter.part-of.part-of.service-provider.name";
    assertThat(records.ids("Observation", four, "x")).isEmpty();
    assertThat(
            records.refusedAs("Observation", "encounter.part-of.part-of.part-of.part-of._id", "x"))
        .isEqualTo("search.chain-depth");
  }
}
