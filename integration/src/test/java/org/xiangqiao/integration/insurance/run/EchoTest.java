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

  @Test
  void anAnswerToAnotherOfOurMessagesIsNotOurs() {
    String sent = "H99010100001202611231430000007";
    assertThat(Echo.ofAnotherMessage(sent, told(sent))).isFalse();
    assertThat(Echo.ofAnotherMessage(sent, told("H99010100001202611231429590003"))).isTrue();
    assertThat(Echo.ofAnotherMessage(sent, told("4711"))).as("the platform's own").isFalse();
    assertThat(Echo.ofAnotherMessage(sent, Payload.empty())).isFalse();
  }

  private static Payload told(String message) {
    return Payload.of("setlinfo", Row.builder().put("medins_setl_id", message).build());
  }
}
