package org.xiangqiao.mappings.insurance.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xiangqiao.mappings.insurance.envelope.Row;

class PartSumsTest {

  @Test
  void aPartOfWhichNoLineSpeaksIsNotSent() {
    PartSums sums =
        PartSums.of(
            List.of(
                Row.builder().put("inscp_scp_amt", "1.5").put("overlmt_amt", "0").build(),
                Row.builder().put("inscp_scp_amt", "2").put("preselfpay_amt", "many").build()));

    assertThat(sums)
        .isEqualTo(new PartSums(null, new BigDecimal("0.00"), null, new BigDecimal("3.50")));
    Row.Builder data = Row.builder();
    sums.put(data);
    assertThat(data.build().keys()).containsExactly("overlmt_selfpay", "inscp_scp_amt");
  }
}
