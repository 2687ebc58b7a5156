package org.xiangqiao.bench.insurance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.xiangqiao.mappings.insurance.profile.TifSignature;

/**
 * The least that a settlement can cost here: as many transactions as it makes, one after the other,
 * each of one row that writes as much as they do on the average, and a signature for each message.
 * A round each half second, while the claims run: both have the same disk and processors.
 */
final class Floor implements AutoCloseable {

  /** What fits into a page. */
  private static final int LARGEST = 8_000;

  private static final long PAUSE_MILLIS = 500;
  private static final int WARM = 50;

  private final int transactions;
  private final int messages;
  private final byte[] content;
  private final Random chance = new Random(1);
  private final Connection connection;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final List<Double> times = Collections.synchronizedList(new ArrayList<>());

  /**
   * @param transactions of one settlement
   * @param bytes of each
   * @param messages of one settlement
   */
  Floor(String url, int transactions, int bytes, int messages) throws SQLException {
    this.transactions = transactions;
    this.messages = messages;
    this.content = new byte[Math.min(LARGEST, Math.max(1, bytes))];
    this.connection = DriverManager.getConnection(url);
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table floor (content bytea)");
      statement.execute("alter table floor alter column content set storage plain");
    }
    for (int round = 0; round < WARM; round++) {
      round();
    }
  }

  void begin() {
    clock.scheduleAtFixedRate(this::measure, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Milliseconds of each round since. */
  Figures end() throws InterruptedException {
    clock.shutdown();
    clock.awaitTermination(1, TimeUnit.MINUTES);
    return new Figures(times);
  }

  private void measure() {
    try {
      times.add(round());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private double round() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into floor values (?)")) {
      long begin = System.nanoTime();
      for (int message = 0; message < messages; message++) {
        TifSignature.of(String.valueOf(begin), "secret", "nonce" + message);
      }
      for (int transaction = 0; transaction < transactions; transaction++) {
        chance.nextBytes(content);
        insert.setBytes(1, content);
        insert.executeUpdate();
      }
      return (System.nanoTime() - begin) / 1e6;
    }
  }

  @Override
  public void close() throws SQLException {
    clock.shutdownNow();
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop table floor");
    }
    connection.close();
  }
}
