package org.xiangqiao.server.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.text.IndexStatus.State;
import org.xiangqiao.store.feed.FeedPosition;
import org.xiangqiao.terminology.service.text.TextBackend;

/** Generations over a real database's change feed: broken files, orders, steady writes. */
class TextIndexesTest extends FollowingTest {

  @Test
  void aBrokenIndexIsBuiltAnew() throws IOException {
    organization("a", "红岩村卫生室");
    TextIndexes<Follower> indexes = indexes();
    settle(indexes);
    assertThat(find(indexes.read().index(), "红岩")).containsExactly("a");
    indexes.closeAll();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file :
          files.filter(each -> each.getFileName().toString().startsWith("segments")).toList()) {
        Files.write(file, new byte[] {1, 2, 3});
      }
    }
    TextIndexes<Follower> again = indexes();
    for (int i = 0; i < 20 && again.read() == null; i++) {
      try {
        again.turn();
      } catch (RuntimeException broken) {
        again.recover(broken);
      }
    }
    settle(again);
    assertThat(find(again.read().index(), "红岩")).containsExactly("a");
    again.closeAll();
  }

  @Test
  void anotherDatabaseAndAnOrderMeanANewGeneration() {
    organization("a", "红岩村卫生室");
    TextIndexes<Follower> indexes = indexes();
    settle(indexes);
    int first = indexes.read().number();
    FeedPosition order = orders.add(TextOrders.REBUILD);
    settle(indexes);
    assertThat(indexes.read().number()).isGreaterThan(first);
    assertThat(indexes.status().rebuilt()).isEqualTo(order);
    assertThat(find(indexes.read().index(), "红岩")).containsExactly("a");
    indexes.closeAll();
    store.jdbc().update("update change_epoch set started_at = started_at + interval '1 day'");
    TextIndexes<Follower> restored = indexes();
    settle(restored);
    assertThat(restored.read().number()).isGreaterThan(0);
    assertThat(find(restored.read().index(), "红岩")).containsExactly("a");
    restored.closeAll();
  }

  /** Before each look there is a new row: it is never the case that nothing is left to read. */
  @Test
  void underSteadyWritesItIsReadAndOrdersAreCarriedOut() {
    organizations(2, "青石镇卫生院");
    TextIndexes<Follower> before = indexes();
    settle(before);
    before.closeAll();

    TextIndexes<Follower> indexes = indexes();
    organization("o0", "白石镇卫生院");
    indexes.turn();
    assertThat(indexes.state()).isEqualTo(State.READY);
    assertThat(indexes.isCaughtUp()).isTrue();
    int first = indexes.read().number();

    FeedPosition purge = orders.add(TextOrders.PURGE);
    organization("o0", "红石镇卫生院");
    indexes.turn();
    assertThat(indexes.status().purged()).isEqualTo(purge);

    orders.add(TextOrders.REBUILD);
    for (int i = 0; i < 5; i++) {
      organization("o0", "黑石镇卫生院");
      indexes.turn();
      assertThat(indexes.isCaughtUp()).isTrue();
    }
    assertThat(indexes.read().number()).isGreaterThan(first);
    indexes.closeAll();
  }

  @Test
  void aPurgeWaitsForWhatWasWrittenBeforeItAndForNothingElse() {
    TextIndexes<Follower> indexes = indexes();
    settle(indexes);
    organizations(ROWS + 1, "青石镇卫生院");
    FeedPosition purge = orders.add(TextOrders.PURGE);
    organizations(3 * ROWS, "白石镇卫生院");
    // What else runs in the cluster may hold the feed back for a moment.
    await().until(indexes::turn);
    assertThat(indexes.status().purged()).isLessThan(purge);
    assertThat(indexes.turn()).isTrue();
    assertThat(indexes.isCaughtUp()).isFalse();
    assertThat(indexes.status().purged()).isEqualTo(purge);
    indexes.closeAll();
  }

  @Test
  void aBuildGoesOnWhereItWasAndIsCleanWhenItHasPassedTheErasure() {
    organizations(8 * ROWS, "青石镇卫生院");
    TextIndexes<Follower> stopped = indexes();
    stopped.turn();
    assertThat(stopped.status().rows()).isEqualTo(3 * ROWS);
    stopped.closeAll();

    TextIndexes<Follower> indexes = indexes();
    FeedPosition purge = orders.add(TextOrders.PURGE);
    indexes.turn();
    assertThat(indexes.status().rows()).isEqualTo(3 * ROWS);
    assertThat(indexes.state()).isEqualTo(State.BUILDING);
    // Its files may hold words of rows before the erasure.
    assertThat(indexes.status().purged()).isLessThan(purge);
    settle(indexes);
    assertThat(indexes.status().purged()).isEqualTo(purge);
    assertThat(find(indexes.read().index(), "青石")).hasSize(8 * ROWS);
    assertThat(indexes.read().number()).isEqualTo(1);
    assertThat(indexes.read().rows()).isEqualTo(5 * ROWS);
    indexes.closeAll();
  }

  @Test
  void besideTheOneThatIsReadABuildCountsAsUnclean() {
    organizations(8 * ROWS, "青石镇卫生院");
    TextIndexes<Follower> indexes = indexes();
    settle(indexes);
    orders.add(TextOrders.REBUILD);
    indexes.turn();
    assertThat(indexes.status().rows()).isEqualTo(3 * ROWS);
    FeedPosition purge = orders.add(TextOrders.PURGE);
    organizations(ROWS, "白石镇卫生院");
    indexes.turn();
    assertThat(indexes.status().purged()).isLessThan(purge);
    settle(indexes);
    assertThat(indexes.status().purged()).isEqualTo(purge);
    indexes.closeAll();
  }

  @Test
  void anOrderAfterItBeganMakesABuildWorthless() {
    organizations(8 * ROWS, "青石镇卫生院");
    TextIndexes<Follower> stopped = indexes();
    stopped.turn();
    stopped.closeAll();
    FeedPosition order = orders.add(TextOrders.REBUILD);
    TextIndexes<Follower> indexes = indexes();
    settle(indexes);
    assertThat(indexes.status().rebuilt()).isEqualTo(order);
    assertThat(indexes.read().rows()).isEqualTo(8 * ROWS);
    indexes.closeAll();
  }

  /** In a cluster, of a node that does not write: what it reads is named by the one that does. */
  @Test
  void whoDoesNotWriteReadsWhatTheWriterNames() {
    try (Follower writer = follower(1)) {
      writer.step();
      writer.facts().note(Map.of(Facts.DATABASE, orders.database(), TextOrders.PURGE, "1/7/0"));
    }
    try (Follower foreign = follower(2)) {
      foreign.facts().note(Map.of(Facts.DATABASE, "another"));
    }
    Named named = new Named(backend);
    TextIndexes<Follower> indexes = indexes(named);
    assertThat(indexes.turn()).isFalse();
    assertThat(indexes.read()).isNull();
    assertThat(indexes.isCaughtUp()).isFalse();
    named.current = 1;
    indexes.turn();
    assertThat(indexes.read().number()).isEqualTo(1);
    assertThat(indexes.isCaughtUp()).isTrue();
    assertThat(indexes.status().purged()).isEqualTo(FeedPosition.of("1/7/0"));
    named.fed = false;
    indexes.turn();
    assertThat(indexes.isCaughtUp()).isFalse();
    // Made from another database; then none at all.
    named.current = 2;
    indexes.turn();
    assertThat(indexes.read()).isNull();
    named.current = 1;
    indexes.turn();
    assertThat(indexes.read()).isNotNull();
    named.current = 0;
    indexes.turn();
    assertThat(indexes.read()).isNull();
    assertThat(indexes.state()).isEqualTo(State.BUILDING);
    indexes.closeAll();
  }

  /** Generations that another node writes. */
  private static final class Named implements Generations {

    private final Generations files;
    private int current;
    private boolean fed = true;

    Named(TextBackend backend) {
      this.files = new LocalGenerations(backend, TextIndex.NAME);
    }

    @Override
    public int current() {
      return current;
    }

    @Override
    public int next() {
      return files.next();
    }

    @Override
    public boolean mayBeLeft(int generation) {
      return true;
    }

    @Override
    public int unfinished() {
      return 0;
    }

    @Override
    public int former() {
      return 0;
    }

    @Override
    public void switchTo(int generation) {
      throw new IllegalStateException("does not write");
    }

    @Override
    public boolean mayWrite() {
      return false;
    }

    @Override
    public boolean isFed() {
      return fed;
    }

    @Override
    public void remove(int generation) {
      throw new IllegalStateException("does not write");
    }

    @Override
    public void removeOthers() {
      throw new IllegalStateException("does not write");
    }
  }
}
