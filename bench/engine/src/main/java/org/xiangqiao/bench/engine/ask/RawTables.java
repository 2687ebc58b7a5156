package org.xiangqiao.bench.engine.ask;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.xiangqiao.store.index.IndexHash;

/** The tables of this server without the server: what PostgreSQL and its driver alone can do. */
public final class RawTables implements AutoCloseable {

  static final int TENANT = 1;

  private static final String SCRATCH = "bench_resource";

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final IndexHash hash;

  public RawTables(String url) throws SQLException {
    connection = DriverManager.getConnection(url);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select hash_key from installation")) {
      row.next();
      hash = new IndexHash(row.getBytes(1));
    }
  }

  /** A table like a resource's for the rows that raw writes make. */
  public static void prepare(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table if not exists " + SCRATCH + " (like resource_observation including all)");
    }
  }

  static String table(String type) {
    return "resource_" + type.toLowerCase(Locale.ROOT);
  }

  /** Hash of {@code system|code} of a parameter, written as {@code Type.parameter}. */
  long token(String parameter, String systemAndCode) {
    int bar = systemAndCode.indexOf('|');
    return hash.systemAndCode(
        TENANT, parameter, systemAndCode.substring(0, bar), systemAndCode.substring(bar + 1));
  }

  long parameter(String parameter) {
    return hash.parameter(parameter);
  }

  Long[] tokens(String parameter, String systemAndCode) {
    return new Long[] {token(parameter, systemAndCode)};
  }

  /** Rows of a query, whose bodies (last column) are all fetched. */
  long query(String sql, Object... values) throws SQLException {
    try (ResultSet rows = bound(sql, values).executeQuery()) {
      int body = rows.getMetaData().getColumnCount();
      long count = 0;
      while (rows.next()) {
        rows.getBytes(body);
        count++;
      }
      return count;
    }
  }

  long number(String sql, Object... values) throws SQLException {
    try (ResultSet rows = bound(sql, values).executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Values of the first column. */
  List<String> texts(String sql, Object... values) throws SQLException {
    List<String> found = new ArrayList<>();
    try (ResultSet rows = bound(sql, values).executeQuery()) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  /** One statement, one commit. */
  long insert(List<String> bodies) throws SQLException {
    return bound(
            "insert into "
                + SCRATCH
                + """
                   (tenant_id, rid, fhir_id, version, last_updated, tokens, present, body)
                  select 1, nextval('resource_row_id'), gen_random_uuid()::text, 1, now(), '{1,2,3,4}',
                         '{1,2,3}', body from unnest(?::text[]) as body
                  """,
            (Object) bodies.toArray(String[]::new))
        .executeUpdate();
  }

  /** All current resources, through a cursor. */
  public long export() throws SQLException {
    long count = 0;
    List<String> types = texts("select name from resource_type order by name");
    connection.setAutoCommit(false);
    try {
      for (String type : types) {
        try (PreparedStatement select =
            connection.prepareStatement(
                "select body from " + table(type) + " where tenant_id = 1")) {
          select.setFetchSize(1000);
          try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
              rows.getBytes(1);
              count++;
            }
          }
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return count;
  }

  private PreparedStatement bound(String sql, Object... values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Long[] longs) {
        statement.setArray(i + 1, connection.createArrayOf("int8", longs));
      } else if (values[i] instanceof String[] texts) {
        statement.setArray(i + 1, connection.createArrayOf("text", texts));
      } else {
        statement.setObject(i + 1, values[i]);
      }
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
