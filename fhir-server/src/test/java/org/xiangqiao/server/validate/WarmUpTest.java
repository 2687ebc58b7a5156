package org.xiangqiao.server.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.OpenStore;

/** The validator is made ready beside the start, if that is wanted. */
class WarmUpTest {

  private final OpenStore open = OpenStore.open();

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void loadsNothingUnlessItIsWanted() {
    CountyValidators validators = OpenValidators.of(open);
    assertThat(new WarmUp(validators, settings(false)).start().getState())
        .isEqualTo(Thread.State.NEW);
    assertThat(validators.kept()).isZero();
  }

  @Test
  void loadsTheDefinitionsBesideOtherWork() throws Exception {
    CountyValidators validators = OpenValidators.of(open);
    WarmUp warm = new WarmUp(validators, settings(true));
    Thread thread = warm.start();
    assertThat(thread.getPriority()).isEqualTo(Thread.MIN_PRIORITY);
    assertThat(thread.isDaemon()).isTrue();
    await().atMost(Duration.ofMinutes(2)).until(() -> validators.kept() == 1);
    assertThat(validators.kept()).isOne();
    warm.destroy();
    thread.join(Duration.ofMinutes(2).toMillis());
    assertThat(thread.isAlive()).isFalse();
  }

  private static ValidateSettings settings(boolean warm) {
    return new ValidateSettings(8, 4, 500, 20, warm, Duration.ofSeconds(1));
  }
}
