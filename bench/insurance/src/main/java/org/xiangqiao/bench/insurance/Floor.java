package org.xiangqiao.bench.insurance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.xiangqiao.mappings.insurance.profile.TifSignature;

/**
 * The least that a settlement can cost here: as many transactions as it makes, one after the other,
 * each of one row that writes as much as they do on the average, and a signature for each message.
 */
final class Floor {

  private final String url;

  Floor(String url) {
    this.url = url;
  }

  /** Transactions that wrote something, and bytes of the log (WAL), since the cluster began. */
  record Written(long transactions, long bytes) {

    Written since(Written before) {
      return new Written(transactions - before.transactions, bytes - before.bytes);
    }
  }

  Written written() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select pg_current_xact_id()::text::bigint, pg_current_wal_lsn() - '0/0'")) {
      row.next();
      return new Written(row.getLong(1), row.getLong(2));
    }
  }

  /**
   * @param transactions and bytes of each, and messages, of one settlement
   */
  Figures measure(int transactions, int bytes, int messages, int rounds) throws SQLException {
    List<Double> times = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists floor (content text)");
      try (PreparedStatement insert = connection.prepareStatement("insert into floor values (?)")) {
        String content = "x".repeat(Math.max(1, bytes));
        for (int round = 0; round < rounds; round++) {
          long begin = System.nanoTime();
          for (int message = 0; message < messages; message++) {
            TifSignature.of(String.valueOf(begin), "secret", "nonce" + message);
          }
          for (int transaction = 0; transaction < transactions; transaction++) {
            insert.setString(1, content);
            insert.executeUpdate();
          }
          times.add((System.nanoTime() - begin) / 1e6);
        }
      }
      statement.execute("drop table floor");
    }
    return new Figures(times);
  }
}
