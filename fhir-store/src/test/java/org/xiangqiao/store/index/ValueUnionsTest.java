package org.xiangqiao.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.NameSpelling;

class ValueUnionsTest {

  private final SearchParameters parameters = new SearchParameters(FhirContext.forR4Cached());
  private final TypeParameters observation = parameters.of("Observation");

  @Test
  void combinedAmountsAreMadeOfTheirParts() {
    assertThat(parts("combo-value-quantity"))
        .containsExactlyInAnyOrder("value-quantity", "component-value-quantity");
    assertThat(parts("combo-code-value-quantity"))
        .containsExactlyInAnyOrder("code-value-quantity", "component-code-value-quantity");
  }

  @Test
  void othersStandForThemselves() {
    assertThat(parts("value-quantity")).containsExactly("value-quantity");
    assertThat(parts("component-code-value-quantity"))
        .containsExactly("component-code-value-quantity");
    assertThat(parts("combo-code")).containsExactly("combo-code");
  }

  @Test
  void rowsOfTheUnionAreNotStored() {
    IndexHash hash = new IndexHash("an index hash key".substring(0, 16).getBytes());
    Observation weight = new Observation();
    weight.setCode(new CodeableConcept(new Coding("http://loinc.org", "29463-7", null)));
    weight.setValue(new Quantity(70));
    IndexValues values =
        new ParameterIndexer(tenant -> parameters, hash, new UnitConversion(), NameSpelling.none())
            .index(1, weight);
    assertThat(values.quantities())
        .extracting(IndexValues.QuantityValue::parameter)
        .contains("Observation.value-quantity")
        .noneMatch(key -> key.startsWith("Observation.combo-"));
    assertThat(values.present()).contains(hash.presence("Observation.combo-value-quantity"));
  }

  private List<String> parts(String name) {
    return observation.stored(observation.find(name).orElseThrow()).stream()
        .map(IndexedParameter::name)
        .toList();
  }
}
