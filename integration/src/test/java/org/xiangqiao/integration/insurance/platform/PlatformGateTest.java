package org.xiangqiao.integration.insurance.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlatformGateTest {

  @Test
  void whileOneMessageTriesTheOthersNeedNot() {
    PlatformGate gate = new PlatformGate("gate", 1, Duration.ofMillis(50));
    assertThat(gate.enter()).isTrue();
    gate.silent(1);
    assertThat(gate.up()).isFalse();
    await().atMost(Duration.ofSeconds(20)).until(gate::up);
    assertThat(gate.enter()).isTrue();
    assertThat(gate.up()).isFalse();
    assertThat(gate.enter()).isFalse();
    gate.answered(1);
    assertThat(gate.up()).isTrue();
  }
}
