package org.xiangqiao.store.database;

import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Cancellation;

/** For reads: each statement can be given up through the {@link Cancellation} of its thread. */
public final class CancellableJdbc extends JdbcTemplate {

  public CancellableJdbc(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected void applyStatementSettings(Statement statement) throws SQLException {
    super.applyStatementSettings(statement);
    Cancellation.executing(statement);
  }
}
