package org.xiangqiao.store.database;

import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.StoreProblem;

/** Brings the schema of all modules up to date by Flyway, or only checks that it is. */
public final class Schema {

  private static final String MIGRATIONS = "classpath:db/migration";

  private final DataSource dataSource;

  public Schema(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Returns when the schema is complete.
   *
   * @throws org.xiangqiao.store.StoreException naming what is missing and how to get it
   */
  public void prepare(SchemaMode mode) {
    DataSource unlimited = new UnlimitedConnections(dataSource);
    Flyway flyway = Flyway.configure().dataSource(unlimited).locations(MIGRATIONS).load();
    if (mode == SchemaMode.MIGRATE) {
      flyway.migrate();
    } else {
      refusePending(flyway);
    }
    List<String> missing = new SchemaCheck(new JdbcTemplate(unlimited)).missing();
    if (!missing.isEmpty()) {
      throw StoreProblem.of(
              StoreProblem.Kind.UNAVAILABLE,
              "",
              "schema-incomplete",
              missing.size(),
              String.join(", ", missing.subList(0, Math.min(20, missing.size()))))
          .exception();
    }
  }

  private static void refusePending(Flyway flyway) {
    MigrationInfo[] pending = flyway.info().pending();
    if (pending.length > 0) {
      throw StoreProblem.of(
              StoreProblem.Kind.UNAVAILABLE,
              "",
              "schema-pending",
              String.join(", ", Arrays.stream(pending).map(MigrationInfo::getScript).toList()))
          .exception();
    }
  }
}
