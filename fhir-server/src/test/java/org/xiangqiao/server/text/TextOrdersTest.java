package org.xiangqiao.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.feed.FeedPosition;

/** Orders of transactions that overlap. */
class TextOrdersTest {

  private OpenStore store;
  private TextOrders orders;

  @BeforeEach
  void open() {
    store = OpenStore.open();
    orders = new TextOrders(store.jdbc());
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** The second is begun first and gets its number last: by number it would be the newest. */
  @Test
  void noneIsLostWhateverTheOrderOfNumbersAndCommits() throws SQLException {
    try (Connection first = store.dataSource().getConnection();
        Connection second = store.dataSource().getConnection()) {
      first.setAutoCommit(false);
      second.setAutoCommit(false);
      on(first).queryForObject("select pg_current_xact_id()::text", String.class);
      FeedPosition later = new TextOrders(on(second)).add(TextOrders.PURGE);
      FeedPosition earlier = new TextOrders(on(first)).add(TextOrders.PURGE);
      assertThat(earlier).isLessThan(later);
      first.commit();
      FeedPosition done = orders.newest(TextOrders.PURGE);
      assertThat(done).isEqualTo(earlier);
      second.commit();
      assertThat(orders.newest(TextOrders.PURGE)).isEqualTo(later).isGreaterThan(done);
    }
  }

  @Test
  void whatMayStillBeFollowedByAnOlderOneWaits() throws SQLException {
    try (Connection open = store.dataSource().getConnection()) {
      open.setAutoCommit(false);
      FeedPosition older = new TextOrders(on(open)).add(TextOrders.REBUILD);
      FeedPosition newer = orders.add(TextOrders.REBUILD);
      assertThat(orders.newest(TextOrders.REBUILD)).isEqualTo(FeedPosition.START);
      open.commit();
      assertThat(orders.newest(TextOrders.REBUILD)).isEqualTo(newer);
      assertThat(orders.newest(TextOrders.REBUILD, newer)).isEqualTo(older);
      assertThat(orders.newest(TextOrders.PURGE)).isEqualTo(FeedPosition.START);
    }
  }

  private static JdbcTemplate on(Connection connection) {
    return new JdbcTemplate(new SingleConnectionDataSource(connection, true));
  }
}
