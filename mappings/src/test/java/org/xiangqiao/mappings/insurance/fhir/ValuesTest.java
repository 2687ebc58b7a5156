package org.xiangqiao.mappings.insurance.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ValuesTest {

  @Test
  void whatIsBeyondAllAmountsIsNotExpanded() {
    BigDecimal beyond = new BigDecimal("1e999999999");

    assertThat(Values.exact(beyond)).isSameAs(beyond);
    assertThat(Values.exact(new BigDecimal("12e1"))).isEqualTo(new BigDecimal("120.00"));
  }

  @Test
  void aMemberOfTheCareTeamIsNotNamedInTexts() {
    assertThat(new CareTeam.Member("D990101000001", "李医生"))
        .asString()
        .doesNotContain("D99")
        .doesNotContain("李");
  }
}
