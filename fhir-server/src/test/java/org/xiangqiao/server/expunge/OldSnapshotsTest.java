package org.xiangqiao.server.expunge;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.TestPostgres;

class OldSnapshotsTest {

  @Test
  void anOpenTransactionIsWaitedFor() throws Exception {
    DataSource database = TestPostgres.emptyDatabase();
    JdbcTemplate jdbc = new JdbcTemplate(database);
    jdbc.execute("create table resident as select 1 as id");
    OldSnapshots snapshots = new OldSnapshots(jdbc);
    try (Connection reader = database.getConnection();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      statement.executeQuery("select count(*) from pg_class").close();
      assertThat(jdbc.update("delete from resident")).isOne();
      assertThat(snapshots.gone(Instant.now())).isFalse();
      reader.commit();
      assertThat(snapshots.gone(Instant.now().plusSeconds(20))).isTrue();
    }
  }
}
