package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.Set;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.xiangqiao.store.SearchPlan;

/** The plan of a search in words, as SQL and as the database has it, without what was asked for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainTest {

  private SearchFixture fixture;

  @BeforeAll
  void records() {
    fixture = new SearchFixture();
    Patient patient = new Patient();
    patient.setId("Patient/secret-id");
    patient.addName().setFamily("Geheim");
    Observation observation = new Observation();
    observation.setId("Observation/o");
    observation.setSubject(new Reference("Patient/secret-id"));
    observation.getCode().addCoding().setSystem("urn:c").setCode("hush");
    fixture.store(patient, observation);
  }

  private SearchPlan explain(boolean analyze, String type, String... parameters) {
    return fixture.search.explain(
        SearchFixture.CALLER, SearchFixture.request(type, parameters), analyze);
  }

  private static List<String> words(SearchPlan plan, Locale locale) {
    List<String> words = new ArrayList<>();
    plan.words().forEach(sentence -> words.add(sentence.text(locale)));
    return words;
  }

  @Test
  void tellsConditionsDriverOrderAndIncludes() {
    SearchPlan plan =
        explain(
            false,
            "Observation",
            "code",
            "hush",
            "patient",
            "Patient/secret-id",
            "_sort",
            "-date,code",
            "_include",
            "Observation:subject");
    assertThat(String.join("\n", words(plan, Locale.ENGLISH)))
        .contains("Condition 1: code")
        .contains("Condition 2: patient")
        .contains("patient index")
        .contains("+code")
        .contains("Observation:subject")
        .doesNotContain("{");
    assertThat(String.join("\n", words(plan, Locale.CHINESE)))
        .contains("条件 1：code")
        .contains("居民索引")
        .doesNotContain("{");
  }

  @Test
  void valuesStandNowhere() {
    for (boolean analyze : List.of(false, true)) {
      for (SearchPlan plan :
          List.of(
              explain(analyze, "Observation", "patient", "Patient/secret-id", "code", "hush"),
              explain(analyze, "Patient", "family", "geheim", "_id", "secret-id"),
              explain(analyze, "Patient", "identifier", "urn:x'y|it''s\nsecret-id"),
              explain(analyze, "Observation", "value-quantity", "gt271828.5"),
              explain(analyze, "Location", "near", "31.415926|110.15|5|km"))) {
        String all = plan.sql() + plan.databasePlan() + plan.words();
        assertThat(all)
            .doesNotContainIgnoringCase("geheim")
            .doesNotContain("secret-id", "hush", "271828", "31.41");
        assertThat(plan.sql()).contains("?");
        assertThat(plan.databasePlan()).contains("cost=");
        assertThat(plan.databasePlan().contains("actual time")).isEqualTo(analyze);
      }
    }
  }

  @Test
  void bothLanguagesHaveAllSentences() {
    ResourceBundle.Control own =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    Set<String> english =
        ResourceBundle.getBundle("org.xiangqiao.store.plan", Locale.ROOT, own).keySet();
    try (InputStream chinese =
        SearchPlan.class.getResourceAsStream("/org/xiangqiao/store/plan_zh.properties")) {
      assertThat(new PropertyResourceBundle(chinese).keySet()).isEqualTo(english);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
