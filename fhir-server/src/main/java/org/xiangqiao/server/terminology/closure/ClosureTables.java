package org.xiangqiao.server.terminology.closure;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.Caller;

/** The closure tables of clients in the database; a call is one transaction. */
final class ClosureTables {

  /**
   * A concept of a closure table.
   *
   * @param added version of the table that it came with
   */
  record Entry(String system, String code, long added) {}

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;

  ClosureTables(DataSource database) {
    this.jdbc = new JdbcTemplate(database);
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(database));
  }

  /** Begins a table, or begins it again. */
  void begin(Caller caller, String name) {
    transactions.executeWithoutResult(
        status -> {
          jdbc.update(
              "delete from closure where tenant_id = ? and client = ? and name = ?",
              caller.tenantId(),
              caller.client(),
              name);
          jdbc.update(
              "insert into closure (tenant_id, client, name, version) values (?, ?, ?, 0)",
              caller.tenantId(),
              caller.client(),
              name);
        });
  }

  /** Empty if there is no such table. */
  Optional<Long> version(Caller caller, String name) {
    return jdbc
        .queryForList(
            "select version from closure where tenant_id = ? and client = ? and name = ?",
            Long.class,
            caller.tenantId(),
            caller.client(),
            name)
        .stream()
        .findFirst();
  }

  /** The version of the table with these concepts; empty if there is no such table. */
  Optional<Long> add(Caller caller, String name, Collection<Entry> concepts) {
    return transactions.execute(
        status -> {
          Optional<Long> version =
              jdbc
                  .queryForList(
                      """
                      update closure set version = version + 1
                       where tenant_id = ? and client = ? and name = ? returning version
                      """,
                      Long.class,
                      caller.tenantId(),
                      caller.client(),
                      name)
                  .stream()
                  .findFirst();
          version.ifPresent(
              added ->
                  jdbc.batchUpdate(
                      """
                      insert into closure_concept (tenant_id, client, name, system, code, added)
                      values (?, ?, ?, ?, ?, ?) on conflict do nothing
                      """,
                      concepts.stream()
                          .map(
                              each ->
                                  new Object[] {
                                    caller.tenantId(),
                                    caller.client(),
                                    name,
                                    each.system(),
                                    each.code(),
                                    added
                                  })
                          .toList()));
          return version;
        });
  }

  List<Entry> concepts(Caller caller, String name) {
    return jdbc.query(
        """
        select system, code, added from closure_concept
         where tenant_id = ? and client = ? and name = ? order by system, code
        """,
        (row, n) -> new Entry(row.getString(1), row.getString(2), row.getLong(3)),
        caller.tenantId(),
        caller.client(),
        name);
  }
}
