package org.xiangqiao.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.xiangqiao.server.expunge.ErasureParticipant;
import org.xiangqiao.server.reindex.ReindexParticipant;
import org.xiangqiao.server.text.IndexStatus.State;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.feed.FeedPosition;

/** Erasing on a node that may have no index of its own. */
class TextErasureTest {

  private static final Caller CALLER = new Caller(1, "test", "", "r");

  @Test
  void filesOfOtherNodesAreUncleanUntilEachHasCarriedTheOrderOut() {
    OpenStore store = OpenStore.open();
    TextNodes nodes = new TextNodes(store.jdbc());
    TextErasure erasure = new TextErasure(new TextOrders(store.jdbc()), nodes);
    UUID one = UUID.randomUUID();
    UUID other = UUID.randomUUID();
    nodes.report(one, TextIndex.NAME, "READY", purged(FeedPosition.START));
    nodes.report(other, TextIndex.NAME, "READY", purged(FeedPosition.START));
    nodes.report(one, "concepts", "READY", purged(FeedPosition.START));
    assertThat(erasure.residue()).isEmpty();

    erasure.erase(CALLER, List.of());
    FeedPosition order = new TextOrders(store.jdbc()).newest(TextOrders.PURGE);
    assertThat(order).isGreaterThan(FeedPosition.START);
    assertThat(erasure.residue()).containsExactly("text-index");
    nodes.report(one, TextIndex.NAME, "READY", purged(order));
    assertThat(erasure.residue()).containsExactly("text-index");
    // Stopped: nobody waits for it, but its files are still there.
    nodes.report(other, TextIndex.NAME, TextNodes.STOPPED, purged(FeedPosition.START));
    erasure.clean();
    assertThat(erasure.residue()).containsExactly("text-index");
    nodes.report(other, TextIndex.NAME, "READY", purged(order));
    assertThat(erasure.residue()).isEmpty();
    store.close();
  }

  private static IndexStatus purged(FeedPosition order) {
    return new IndexStatus(State.READY, 1, order, FeedPosition.START, 0);
  }

  @Test
  void aNodeWithoutFullTextLeavesOrdersToo() {
    new ApplicationContextRunner()
        .withUserConfiguration(TextConfiguration.class)
        .withBean(DataSource.class, DriverManagerDataSource::new)
        .withPropertyValues("xiangqiao.text.enabled=false")
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(ErasureParticipant.class)
                    .hasSingleBean(ReindexParticipant.class)
                    .doesNotHaveBean(TextIndexes.class));
  }
}
