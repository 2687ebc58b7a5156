package org.xiangqiao.integration.insurance.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

class EchoTest {

  private static Payload of(String node, String person, String visit) {
    return Payload.of(node, Row.builder().put("psn_no", person).put("mdtrt_id", visit).build());
  }

  @Test
  void anAnswerOfAnotherVisitIsNotOurs() {
    Payload asked = of("data", "P1", "V1");
    assertThat(Echo.ofAnother(asked, of("setlinfo", "P1", "V1"))).isFalse();
    assertThat(Echo.ofAnother(asked, of("setlinfo", "P1", "V2"))).isTrue();
    assertThat(Echo.ofAnother(asked, of("setlinfo", "P2", "V1"))).isTrue();
    assertThat(Echo.ofAnother(asked, Payload.empty())).isFalse();
    assertThat(Echo.ofAnother(Payload.empty(), of("setlinfo", "P2", "V1"))).isFalse();
  }
}
