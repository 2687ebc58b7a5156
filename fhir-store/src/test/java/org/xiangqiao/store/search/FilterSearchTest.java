package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The _filter parameter, R4 search_filter.html. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilterSearchTest {

  private LinkedRecords records;

  @BeforeAll
  void open() {
    records = new LinkedRecords();
  }

  @AfterAll
  void close() {
    records.close();
  }

  private List<String> patients(String filter) {
    return records.ids("Patient", "_filter", filter);
  }

  private List<String> observations(String filter) {
    return records.ids("Observation", "_filter", filter);
  }

  @Test
  void texts() {
    assertThat(patients("family eq \"li\"")).containsExactly("one");
    assertThat(patients("family sw \"li\"")).containsExactly("one", "two");
    assertThat(patients("family ew \"IN\"")).containsExactly("two");
    assertThat(patients("family co \"in\"")).containsExactly("two");
    assertThat(patients("family ne \"li\"")).containsExactly("two");
    assertThat(patients("family eq li")).containsExactly("one");
  }

  @Test
  void codesDatesReferencesAndIds() {
    assertThat(patients("gender eq male")).containsExactly("one");
    assertThat(patients("gender ne male")).containsExactly("two");
    assertThat(observations("code eq http://loinc.org|8867-4")).containsExactly("pulse");
    assertThat(patients("birthdate ge 2000")).containsExactly("two");
    assertThat(patients("birthdate eq 1990-05")).containsExactly("one");
    assertThat(patients("birthdate ne \"1990\"")).containsExactly("two");
    assertThat(observations("subject re Group/village")).containsExactly("water");
    assertThat(observations("subject eq \"Patient/one\"")).containsExactly("pressure");
    assertThat(patients("_id eq two")).containsExactly("two");
    assertThat(patients("_id ne two")).containsExactly("one");
    assertThat(patients("_lastUpdated gt 2020-01-01")).containsExactly("one", "two");
  }

  @Test
  void presence() {
    assertThat(observations("performer pr true")).containsExactly("pressure", "pulse");
    assertThat(observations("performer pr false")).containsExactly("water", "self");
    assertThat(observations("date pr false and code eq W1")).containsExactly("water");
  }

  @Test
  void logic() {
    assertThat(patients("gender eq male or gender eq female")).containsExactly("one", "two");
    assertThat(patients("gender eq male and birthdate ge 2000")).isEmpty();
    assertThat(patients("not (gender eq male)")).containsExactly("two");
    // From left to right: ("male" or "female") and born since 2000.
    assertThat(patients("gender eq male or gender eq female and birthdate ge 2000"))
        .containsExactly("two");
    assertThat(patients("gender eq male or (gender eq female and birthdate ge 2000)"))
        .containsExactly("one", "two");
    assertThat(records.ids("Patient", "_filter", "family sw \"li\"", "gender", "male"))
        .containsExactly("one");
  }

  @Test
  void throughReferences() {
    assertThat(observations("patient.family eq \"lin\"")).containsExactly("pulse");
    assertThat(observations("patient.organization.name sw \"青石\"")).containsExactly("pressure");
    assertThat(observations("patient[gender eq female].birthdate ge 2000"))
        .containsExactly("pulse");
    assertThat(observations("patient[gender eq male].birthdate ge 2000")).isEmpty();
    assertThat(observations("not (patient[gender eq male].family eq \"li\") and status eq final"))
        .containsExactly("pulse", "water", "self");
  }

  @Test
  void whatCannotBeDoneIsRefusedByOperatorAndPlace() {
    var problem = records.refusal("Patient", "_filter", "birthdate po 2010").problems().get(0);
    assertThat(problem.key()).isEqualTo("search.filter-operator");
    assertThat(problem.location()).isEqualTo("_filter");
    assertThat(problem.text(Locale.ENGLISH)).contains("po").contains("11").contains("birthdate");
    assertThat(problem.remedy(Locale.CHINESE)).contains("ge");
    assertThat(records.refusedAs("Patient", "_filter", "gender in urn:set"))
        .isEqualTo("search.filter-operator");
    assertThat(records.refusedAs("Patient", "_filter", "family gt \"a\""))
        .isEqualTo("search.filter-operator");
    assertThat(records.refusedAs("Patient", "_filter", "nonsense eq 1"))
        .isEqualTo("search.unknown-parameter");
    assertThat(records.refusedAs("Patient", "_filter", "birthdate eq soon"))
        .isEqualTo("search.bad-date");
    assertThat(records.refusedAs("Patient", "_filter", "gender pr maybe"))
        .isEqualTo("search.filter-value");
    assertThat(records.refusedAs("Patient", "_filter", "family")).isEqualTo("search.filter-form");
    assertThat(records.refusedAs("Patient", "_filter", "x ".repeat(3000)))
        .isEqualTo("search.filter-size");
  }
}
