package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Reverse chains, R4 search.html#has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HasSearchTest {

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
  void whatOthersReferTo() {
    assertThat(records.ids("Patient", "_has:Observation:patient:code", "8480-6"))
        .containsExactly("one");
    assertThat(records.ids("Patient", "_has:Observation:subject:code", "http://loinc.org|8867-4"))
        .containsExactly("two");
    assertThat(records.ids("Practitioner", "_has:Observation:performer:status", "final"))
        .containsExactly("wang", "zhao");
    assertThat(records.ids("Device", "_has:Observation:subject:code", "S1"))
        .containsExactly("meter");
  }

  @Test
  void alternativesAndRepetitions() {
    assertThat(records.ids("Patient", "_has:Observation:patient:code", "8480-6,8867-4"))
        .containsExactly("one", "two");
    assertThat(
            records.ids(
                "Patient",
                "_has:Observation:patient:code",
                "8480-6",
                "_has:Observation:patient:code",
                "8867-4"))
        .isEmpty();
    assertThat(records.ids("Patient", "_has:Observation:patient:date", "ge2026-04"))
        .containsExactly("two");
  }

  @Test
  void nestedAndWithChains() {
    assertThat(
            records.ids(
                "Patient",
                "_has:Observation:patient:_has:Provenance:target:agent",
                "Practitioner/zhao"))
        .containsExactly("two");
    assertThat(
            records.ids("Patient", "_has:Observation:patient:performer:Practitioner.name", "wang"))
        .containsExactly("one");
    assertThat(records.ids("Observation", "patient._has:Encounter:patient:class", "AMB"))
        .containsExactly("pressure");
    assertThat(records.ids("Patient", "_has:Observation:patient:_id", "pulse"))
        .containsExactly("two");
  }

  @Test
  void wrongFormsAreRefusedWithTheRightOne() {
    for (String name :
        new String[] {
          "_has", "_has:Observation", "_has:Observation:patient", "_has:X:patient:code"
        }) {
      var problem = records.refusal("Patient", name, "x").problems().get(0);
      assertThat(problem.key()).as(name).isEqualTo("search.has-form");
      assertThat(problem.remedy(Locale.ENGLISH)).contains("_has:Type:reference:parameter=value");
    }
    assertThat(records.refusedAs("Patient", "_has:Observation:code:code", "x"))
        .isEqualTo("search.chain-link");
    assertThat(records.refusedAs("Organization", "_has:Observation:encounter:code", "x"))
        .isEqualTo("search.has-target");
    assertThat(records.refusedAs("Patient", "_has:Observation:patient:nonsense", "x"))
        .isEqualTo("search.unknown-parameter");
    assertThat(
            records.refusedAs(
                "Patient",
                "_has:Observation:patient:_has:Provenance:target:target:Observation.has-member"
                    + ".has-member.code",
                "x"))
        .isEqualTo("search.chain-depth");
  }
}
