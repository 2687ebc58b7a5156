package org.xiangqiao.terminology.service.subsume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xiangqiao.terminology.service.Samples;
import org.xiangqiao.terminology.service.issue.TxException;

class SubsumesOperationTest {

  private final SubsumesOperation operation = new SubsumesOperation(Samples.source());

  @ParameterizedTest
  @CsvSource({
    "I10,I10,equivalent",
    "group,I11,subsumes",
    "I11,group,subsumed-by",
    "I10,E11,not-subsumed"
  })
  void tellsTheMoreGeneralCode(String a, String b, String outcome) {
    assertThat(
            Samples.text(
                operation.subsumes(Samples.asked("system", Samples.SYSTEM, "codeA", a, "codeB", b)),
                "outcome"))
        .isEqualTo(outcome);
  }

  @Test
  void bothCodesHaveToBeKnown() {
    assertThatThrownBy(
            () ->
                operation.subsumes(
                    Samples.asked("system", Samples.SYSTEM, "codeA", "I10", "codeB", "x")))
        .isInstanceOf(TxException.class);
  }
}
