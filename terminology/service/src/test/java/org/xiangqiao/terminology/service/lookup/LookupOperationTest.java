package org.xiangqiao.terminology.service.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hl7.fhir.r4.model.Parameters;
import org.junit.jupiter.api.Test;
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
