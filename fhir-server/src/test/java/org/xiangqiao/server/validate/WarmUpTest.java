package org.xiangqiao.server.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.store.OpenStore.FHIR;

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
    CountyValidators validators = validators(false);
    assertThat(new WarmUp(validators, settings(false)).start().getState())
        .isEqualTo(Thread.State.NEW);
    assertThat(validators.kept()).isZero();
  }

  @Test
  void loadsTheDefinitionsBesideOtherWork() throws Exception {
    CountyValidators validators = validators(true);
    Thread thread = new WarmUp(validators, settings(true)).start();
    assertThat(thread.getPriority()).isEqualTo(Thread.MIN_PRIORITY);
    assertThat(thread.isDaemon()).isTrue();
    thread.join(Duration.ofMinutes(2).toMillis());
    assertThat(thread.isAlive()).isFalse();
    assertThat(validators.kept()).isOne();
  }

  private CountyValidators validators(boolean warm) {
    return new CountyValidators(open.store(), FHIR, settings(warm));
  }

  private static ValidateSettings settings(boolean warm) {
    return new ValidateSettings(8, 4, 500, 20, warm);
  }
}
