package org.xiangqiao.bench.insurance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the server's database says of settlements, and of its connections. */
final class OurBooks {

  private final String url;

  OurBooks(String url) {
    this.url = url;
  }

  /** Message ids of all settlements that are booked. */
  List<String> booked() throws SQLException {
    List<String> booked = new ArrayList<>();
    read(
        "select message_id from insurance_booking where not refund",
        row -> booked.add(row.getString(1)));
    return booked;
  }

  /** Ids of the messages of each claim, those of its visit included, by the claim's identifier. */
  Map<String, Set<String>> messages() throws SQLException {
    Map<String, Set<String>> messages = new TreeMap<>();
    read(
        "select substring(c.business_key from '[|](.*)$'), s.message_id from insurance_case c"
            + " join insurance_step s on s.tenant_id = c.tenant_id"
            + " and s.case_id in (c.case_id, c.visit_id) where c.kind = 'claim'",
        row ->
            messages
                .computeIfAbsent(row.getString(1), claim -> new HashSet<>())
                .add(row.getString(2)));
    return messages;
  }

  /** Cases that somebody works on, or will. */
  long open() throws SQLException {
    return number("select count(*) from insurance_case where open");
  }

  /** Connections of the server that run a statement or hold a transaction. */
  long busyConnections() throws SQLException {
    return number(
        "select count(*) from pg_stat_activity where backend_type = 'client backend'"
            + " and state <> 'idle' and pid <> pg_backend_pid()");
  }

  /** Bytes of the log (WAL) since the cluster began. */
  long logged() throws SQLException {
    return number("select pg_current_wal_lsn() - '0/0'");
  }

  /** Process ids of the database: of what serves connections, and of what serves all. */
  List<Long> processes() throws SQLException {
    List<Long> processes = new ArrayList<>();
    read("select pid from pg_stat_activity order by pid", row -> processes.add(row.getLong(1)));
    return processes;
  }

  long number(String query) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    read(query, row -> numbers.add(row.getLong(1)));
    return numbers.get(0);
  }

  void change(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  @FunctionalInterface
  private interface Each {

    void of(ResultSet row) throws SQLException;
  }

  private void read(String query, Each each) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        each.of(rows);
      }
    }
  }
}
