package org.xiangqiao.server.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.text.IndexStatus.State;
import org.xiangqiao.store.feed.FeedPosition;

/** What is different where nodes share an index: it keeps what was removed, and can be gone. */
class SharedIndexesTest extends FollowingTest {

  private final AtomicBoolean writer = new AtomicBoolean(true);
  private final AtomicBoolean gone = new AtomicBoolean();

  private TextIndexes<InCluster> shared() {
    return new TextIndexes<>(
        TextIndex.NAME,
        generation -> new InCluster(follower(generation), gone),
        new Leased(new LocalGenerations(backend, TextIndex.NAME), writer),
        orders);
  }

  private static void settleShared(TextIndexes<InCluster> indexes) {
    while (indexes.turn()) {
      // The next part.
    }
  }

  @Test
  void anErasureMeansANewGenerationAndTheEndOfTheFormer() {
    organization("a", "红岩村卫生室");
    TextIndexes<InCluster> indexes = shared();
    settleShared(indexes);
    int former = indexes.read().number();
    FeedPosition purge = orders.add(TextOrders.PURGE);
    while (indexes.status().purged().compareTo(purge) < 0) {
      // Nobody is told that it is clean as long as there is the former one.
      assertThat(backend.folder(TextIndex.NAME, former)).exists();
      indexes.turn();
    }
    assertThat(backend.folder(TextIndex.NAME, former)).doesNotExist();
    assertThat(indexes.read().number()).isGreaterThan(former);
    assertThat(find(indexes.read().follower.index(), "红岩")).containsExactly("a");
    int clean = indexes.read().number();
    settleShared(indexes);
    assertThat(indexes.read().number()).isEqualTo(clean);
    indexes.closeAll();
  }

  @Test
  void whoTakesOverGoesOnReadingWhileItCatchesUp() {
    organization("a", "红岩村卫生室");
    TextIndexes<InCluster> indexes = shared();
    settleShared(indexes);
    writer.set(false);
    indexes.turn();
    assertThat(indexes.isFollowing()).isTrue();
    assertThat(indexes.read()).isNotNull();
    organizations(3 * ROWS, "青石镇卫生院");
    writer.set(true);
    assertThat(indexes.turn()).isTrue();
    assertThat(indexes.isFollowing()).isFalse();
    assertThat(indexes.state()).isEqualTo(State.CATCHING_UP);
    assertThat(find(indexes.read().follower.index(), "红岩")).containsExactly("a");
    indexes.closeAll();
  }

  @Test
  void anIndexThatIsGoneIsNoticedWhereNothingIsWritten() {
    TextIndexes<InCluster> indexes = shared();
    settleShared(indexes);
    gone.set(true);
    assertThatThrownBy(indexes::turn).hasMessage("made up");
    gone.set(false);
    indexes.closeAll();
  }

  /** A generation as in a cluster, on this disk. */
  private record InCluster(Follower follower, AtomicBoolean gone) implements Generation {

    @Override
    public int number() {
      return follower.number();
    }

    @Override
    public Facts facts() {
      return follower.facts();
    }

    @Override
    public boolean step() {
      return follower.step();
    }

    @Override
    public FeedPosition complete() {
      return follower.complete();
    }

    @Override
    public long rows() {
      return follower.rows();
    }

    @Override
    public void refresh() {
      if (gone.get()) {
        throw new IllegalStateException("made up");
      }
    }

    @Override
    public boolean purge() {
      return false;
    }
  }

  /** Generations whose lease comes and goes. */
  private record Leased(LocalGenerations files, AtomicBoolean writer) implements Generations {

    @Override
    public int current() {
      return files.current();
    }

    @Override
    public int next() {
      return files.next();
    }

    @Override
    public boolean mayBeLeft(int generation) {
      return files.mayBeLeft(generation);
    }

    @Override
    public int unfinished() {
      return files.unfinished();
    }

    @Override
    public int former() {
      return files.former();
    }

    @Override
    public void switchTo(int generation) {
      files.switchTo(generation);
    }

    @Override
    public boolean mayWrite() {
      return writer.get();
    }

    @Override
    public boolean isFed() {
      return true;
    }

    @Override
    public void remove(int generation) {
      files.remove(generation);
    }

    @Override
    public void removeOthers() {
      files.removeOthers();
    }
  }
}
