package org.xiangqiao.integration.insurance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.platform.Counter;
import org.xiangqiao.mappings.insurance.fhir.Credential;

class PresentedTest {

  private static final Counter COUNTER =
      new Counter("1", "7", "收费员", "00-11-22-33-44-55", "10.0.0.7");

  @Test
  void aCredentialLeavesTheMemoryWithoutAnybodyAsking() {
    Presented presented = new Presented(Duration.ofMillis(300));
    presented.keep(1, new Credential("02", "token", null), COUNTER);
    assertThat(presented.of(1)).isPresent();
    await().atMost(Duration.ofSeconds(20)).until(() -> presented.held() == 0);
    assertThat(presented.of(1)).isEmpty();
  }

  @Test
  void whatRestsIsForgottenAtOnce() {
    Presented presented = new Presented(Duration.ofHours(1));
    presented.keep(1, new Credential("02", "token", null), COUNTER);
    presented.forget(1);
    assertThat(presented.of(1)).isEmpty();
  }
}
