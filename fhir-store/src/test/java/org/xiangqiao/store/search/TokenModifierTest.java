package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.xiangqiao.store.CodeLookup;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.TestPostgres;

/** Modifiers of token parameters (R4 search.html#token). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenModifierTest {

  private static final String ICD = "http://hl7.org/fhir/sid/icd-10";
  private static final String V2 = "http://terminology.hl7.org/CodeSystem/v2-0203";

  private OpenStore store;

  @BeforeAll
  void open() {
    store = OpenStore.open(TestPostgres.database(), StoreSettings.defaults(), new Hypertension());
    Patient patient = new Patient();
    patient.setId("p");
    CodeableConcept number = new CodeableConcept(new Coding(V2, "MR", null)).setText("病历号");
    patient.addIdentifier().setSystem("urn:mrn").setValue("446053").setType(number);
    store.put(patient);
    condition("essential", new Coding(ICD, "I10", "Essential hypertension"), "原发性高血压");
    condition("heart", new Coding(ICD, "I11", "Hypertensive heart disease"), null);
    condition("cold", new Coding(ICD, "J00", "Common cold"), "感冒");
    condition("text-only", null, "高血压?");
  }

  @AfterAll
  void close() {
    store.close();
  }

  private void condition(String id, Coding coding, String text) {
    Condition condition = new Condition();
    condition.setId(id);
    condition.setSubject(new Reference("Patient/p"));
    condition.getCode().setText(text);
    if (coding != null) {
      condition.getCode().addCoding(coding);
    }
    store.put(condition);
  }

  @Test
  void textOfCodesAndTypes() {
    assertThat(store.ids("Condition", "code:text", "高血压")).containsExactly("text-only");
    assertThat(store.ids("Condition", "code:text", "原发")).containsExactly("essential");
    assertThat(store.ids("Condition", "code:text", "HYPERTENSIVE")).containsExactly("heart");
    assertThat(store.ids("Condition", "code:text", "common,原发"))
        .containsExactlyInAnyOrder("cold", "essential");
    assertThat(store.ids("Patient", "identifier:text", "病历")).containsExactly("p");
  }

  @Test
  void notIncludesWhatHasNoCode() {
    assertThat(store.ids("Condition", "code:not", ICD + "|I10"))
        .containsExactlyInAnyOrder("heart", "cold", "text-only");
  }

  @Test
  void ofType() {
    assertThat(store.ids("Patient", "identifier:of-type", V2 + "|MR|446053")).containsExactly("p");
    assertThat(store.ids("Patient", "identifier:of-type", V2 + "|SS|446053")).isEmpty();
    assertThat(store.ids("Patient", "identifier:of-type", V2 + "|MR|446054")).isEmpty();
    assertThatThrownBy(() -> store.ids("Patient", "identifier:of-type", "MR|446053"))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void valueSetsAndHierarchiesThroughTheLookup() {
    assertThat(store.ids("Condition", "code:in", "urn:vs:hypertension"))
        .containsExactlyInAnyOrder("essential", "heart");
    assertThat(store.ids("Condition", "code:not-in", "urn:vs:hypertension"))
        .containsExactlyInAnyOrder("cold", "text-only");
    assertThat(store.ids("Condition", "code:below", ICD + "|I10-I15"))
        .containsExactlyInAnyOrder("essential", "heart");
    assertThat(store.ids("Condition", "code:above", ICD + "|I11.9")).containsExactly("heart");
    for (List<String> unknown :
        List.of(List.of("code:in", "urn:vs:other"), List.of("code:below", "urn:other|1"))) {
      assertThatThrownBy(() -> store.ids("Condition", unknown.get(0), unknown.get(1)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(unknown.get(0));
    }
  }

  /** A value set and a small part of a hierarchy. */
  private static final class Hypertension implements CodeLookup {

    @Override
    public Optional<Set<Code>> expand(int tenantId, String valueSet) {
      return valueSet.equals("urn:vs:hypertension")
          ? Optional.of(Set.of(new Code(ICD, "I10"), new Code(ICD, "I11")))
          : Optional.empty();
    }

    @Override
    public Optional<Set<Code>> below(int tenantId, Code code) {
      return code.equals(new Code(ICD, "I10-I15"))
          ? Optional.of(Set.of(code, new Code(ICD, "I10"), new Code(ICD, "I11")))
          : Optional.empty();
    }

    @Override
    public Optional<Set<Code>> above(int tenantId, Code code) {
      return code.equals(new Code(ICD, "I11.9"))
          ? Optional.of(Set.of(code, new Code(ICD, "I11"), new Code(ICD, "I10-I15")))
          : Optional.empty();
    }
  }
}
