package org.xiangqiao.server.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.OpenStore;

/** Two nodes over one database. */
class SharedGenerationsTest {

  private OpenStore store;
  private SharedGenerations one;
  private SharedGenerations other;

  @BeforeEach
  void open() {
    store = OpenStore.open();
    one = new SharedGenerations(store.jdbc(), TextIndex.NAME, Duration.ofSeconds(30));
    other = new SharedGenerations(store.jdbc(), TextIndex.NAME, Duration.ofSeconds(30));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatWasReadBeforeIsKnownUntilItIsRemoved() {
    assertThat(one.mayWrite()).isTrue();
    assertThat(one.current()).isZero();
    int first = one.next();
    assertThat(one.unfinished()).isEqualTo(first);
    one.switchTo(first);
    assertThat(other.current()).isEqualTo(first);
    assertThat(one.unfinished()).isZero();
    assertThat(one.former()).isZero();
    one.switchTo(one.next());
    assertThat(other.former()).isEqualTo(first);
    one.remove(first);
    assertThat(other.former()).isZero();
  }

  @Test
  void whoLostTheLeaseSwitchesAndBeginsNothing() {
    assertThat(one.isFed()).isFalse();
    assertThat(one.mayWrite()).isTrue();
    assertThat(other.mayWrite()).isFalse();
    assertThat(other.isFed()).isTrue();
    int begun = one.next();
    store.jdbc().update("update text_index set lease_until = now() - interval '1 second'");
    assertThat(other.isFed()).isFalse();
    assertThat(other.mayWrite()).isTrue();
    assertThat(one.mayWrite()).isFalse();
    assertThatThrownBy(() -> one.switchTo(begun)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(one::next).isInstanceOf(IllegalStateException.class);
    assertThat(other.current()).isZero();
    assertThat(other.unfinished()).isEqualTo(begun);
    assertThat(other.next()).isGreaterThan(begun);
  }

  /** What it has open may have been dropped meanwhile: it has to open it anew. */
  @Test
  void whoHasLostTheLeaseIsToldSoThoughItIsFreeAgain() {
    assertThat(one.mayWrite()).isTrue();
    expire();
    assertThat(other.mayWrite()).isTrue();
    expire();
    assertThat(one.mayWrite()).isFalse();
    assertThat(one.mayWrite()).isTrue();
    assertThat(one.mayWrite()).isTrue();
  }

  private void expire() {
    store.jdbc().update("update text_index set lease_until = now() - interval '1 s'");
  }
}
