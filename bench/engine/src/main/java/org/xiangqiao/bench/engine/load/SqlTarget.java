package org.xiangqiao.bench.engine.load;

import java.sql.SQLException;
import org.xiangqiao.bench.engine.ask.Draw;
import org.xiangqiao.bench.engine.ask.RawTables;
import org.xiangqiao.bench.engine.ask.Scenario;

/** This server's tables, asked by JDBC: the limit of what a server over them can reach. */
public final class SqlTarget implements Target {

  private final String url;

  public SqlTarget(String url) {
    this.url = url;
  }

  @Override
  public String name() {
    return "raw";
  }

  @Override
  public Client connect() throws SQLException {
    RawTables tables = new RawTables(url);
    return new Client() {
      @Override
      public boolean ask(Scenario scenario, Draw draw) throws SQLException {
        scenario.sql().ask(tables, draw);
        return true;
      }

      @Override
      public void close() throws SQLException {
        tables.close();
      }
    };
  }
}
