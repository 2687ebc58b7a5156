package org.xiangqiao.terminology.service.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Parameters;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.service.CountedSystem;
import org.xiangqiao.terminology.service.Samples;
import org.xiangqiao.terminology.service.issue.TxException;

class LookupOperationTest {

  private final LookupOperation operation = new LookupOperation(Samples.source());

  @Test
  void tellsWhatIsKnown() {
    Parameters answer =
        operation.lookup(Samples.asked("system", Samples.SYSTEM, "code", "I10"), "en");
    assertThat(Samples.text(answer, "display")).isEqualTo("Hypertension");
    assertThat(Samples.text(answer, "definition")).isEqualTo("血压持续升高");
    assertThat(Samples.text(answer, "version")).isEqualTo("1.0.0");
    assertThat(answer.getParameter())
        .filteredOn(each -> "property".equals(each.getName()))
        .extracting(each -> each.getPartFirstRep().getValue().primitiveValue())
        .containsExactlyInAnyOrder("inactive", "chapter", "parent", "child");
  }

  @Test
  void tellsOnlyWhatIsAskedFor() {
    Parameters answer =
        operation.lookup(
            Samples.asked("system", Samples.SYSTEM, "code", "I10", "property", "parent"), null);
    assertThat(answer.getParameter())
        .filteredOn(each -> "property".equals(each.getName()))
        .hasSize(1);
  }

  @Test
  void aCodingWithoutItsSystemIsRefused() {
    for (Coding coding :
        new Coding[] {new Coding().setCode("I10"), new Coding().setSystem(Samples.SYSTEM)}) {
      Parameters asked = new Parameters();
      asked.addParameter().setName("coding").setValue(coding);
      assertThatThrownBy(() -> operation.lookup(asked, null))
          .isInstanceOf(TxException.class)
          .extracting(why -> ((TxException) why).status())
          .isEqualTo(400);
    }
  }

  @Test
  void relativesAreReadAtOnce() {
    CodeSystem wide = Samples.chain(1);
    for (int i = 0; i < 50; i++) {
      wide.getConceptFirstRep().addConcept().setCode("child" + i).setDisplay("第" + i);
    }
    CountedSystem counted = new CountedSystem(wide);
    Parameters answer =
        new LookupOperation(counted.source())
            .lookup(Samples.asked("system", Samples.SYSTEM, "code", "c0"), null);
    assertThat(answer.getParameter())
        .filteredOn(each -> "property".equals(each.getName()))
        .hasSize(51)
        .last()
        .extracting(each -> each.getPart().get(2).getValue().primitiveValue())
        .isEqualTo("第49");
    assertThat(counted.asked().get()).isEqualTo(3);
  }

  @Test
  void namesWhatIsMissing() {
    assertThatThrownBy(
            () -> operation.lookup(Samples.asked("system", Samples.SYSTEM, "code", "?"), null))
        .isInstanceOf(TxException.class)
        .hasMessageContaining("'?'");
    assertThatThrownBy(
            () -> operation.lookup(Samples.asked("system", "urn:none", "code", "1"), null))
        .hasMessageContaining("urn:none");
  }
}
