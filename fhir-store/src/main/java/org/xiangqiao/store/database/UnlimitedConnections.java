package org.xiangqiao.store.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections without time limits, for migrations and maintenance: a new index on a large table
 * takes as long as it takes. Each gets the limits back that it had before it returns to its pool.
 */
public final class UnlimitedConnections extends DelegatingDataSource {

  private static final List<String> LIMITS =
      List.of("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout");

  public UnlimitedConnections(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    List<String> former = new ArrayList<>();
    try {
      for (String limit : LIMITS) {
        former.add(query(connection, "select current_setting('" + limit + "')"));
        set(connection, limit, "0");
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close") && !connection.isClosed()) {
                for (int i = 0; i < LIMITS.size(); i++) {
                  set(connection, LIMITS.get(i), former.get(i));
                }
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void set(Connection connection, String limit, String value) throws SQLException {
    query(connection, "select set_config('" + limit + "', '" + value + "', false)");
  }

  private static String query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
