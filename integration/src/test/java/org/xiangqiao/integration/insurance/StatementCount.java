package org.xiangqiao.integration.insurance;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts the statements that each thread prepares or creates on a database's connections. */
final class StatementCount extends DelegatingDataSource {

  private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

  StatementCount(DataSource counted) {
    super(counted);
  }

  long of(String thread) {
    return counts.getOrDefault(thread, new AtomicLong()).get();
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            StatementCount.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepareStatement")
                  || method.getName().equals("createStatement")) {
                counts
                    .computeIfAbsent(Thread.currentThread().getName(), name -> new AtomicLong())
                    .incrementAndGet();
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
