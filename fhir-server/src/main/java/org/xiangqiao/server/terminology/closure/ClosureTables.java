package org.xiangqiao.server.terminology.closure;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.Caller;

/**
 * The closure tables of clients in the database. A call is one transaction, and what it answers is
 * read in it: two calls on one table come one after the other.
 */
final class ClosureTables {

  /**
   * A concept of a closure table.
   *
   * @param added version of the table that it came with
   */
  record Entry(String system, String code, long added) {}

  /** A closure table as one transaction sees it. */
  record Table(long version, List<Entry> concepts) {

    Table {
      concepts = List.copyOf(concepts);
    }
  }

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;
  private final TransactionTemplate snapshots;
  private final int most;
  private final int mostTables;

  /**
   * @param most concepts of one table
   * @param mostTables of one client
   */
  ClosureTables(DataSource database, int most, int mostTables) {
    JdbcTransactionManager manager = new JdbcTransactionManager(database);
    this.jdbc = new JdbcTemplate(database);
    this.transactions = new TransactionTemplate(manager);
    this.snapshots = new TransactionTemplate(manager);
    snapshots.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    snapshots.setReadOnly(true);
    this.most = most;
    this.mostTables = mostTables;
  }

  /** Begins a table, or begins it again. */
  Table begin(Caller caller, String name) {
    return transactions.execute(
        status -> {
          jdbc.update(
              """
              insert into closure (tenant_id, client, name, version) values (?, ?, ?, 0)
              on conflict (tenant_id, client, name) do update set version = 0
              """,
              caller.tenantId(),
              caller.client(),
              name);
          jdbc.update(
              "delete from closure_concept where tenant_id = ? and client = ? and name = ?",
              caller.tenantId(),
              caller.client(),
              name);
          Integer tables =
              jdbc.queryForObject(
                  "select count(*) from closure where tenant_id = ? and client = ?",
                  Integer.class,
                  caller.tenantId(),
                  caller.client());
          if (tables != null && tables > mostTables) {
            throw ClosureFaults.tooMany(mostTables);
          }
          return new Table(0, List.of());
        });
  }

  /** Empty if there is no such table. */
  Optional<Table> read(Caller caller, String name) {
    return snapshots.execute(
        status ->
            version(
                    "select version from closure where tenant_id = ? and client = ? and name = ?",
                    caller,
                    name)
                .map(version -> new Table(version, concepts(caller, name))));
  }

  /** The table with these concepts; empty if there is no such table. */
  Optional<Table> add(Caller caller, String name, Collection<Entry> concepts) {
    return transactions.execute(
        status ->
            version(
                    """
                    update closure set version = version + 1
                     where tenant_id = ? and client = ? and name = ? returning version
                    """,
                    caller,
                    name)
                .map(
                    version -> {
                      insert(caller, name, concepts, version);
                      return new Table(version, concepts(caller, name));
                    }));
  }

  private Optional<Long> version(String sql, Caller caller, String name) {
    return jdbc.queryForList(sql, Long.class, caller.tenantId(), caller.client(), name).stream()
        .findFirst();
  }

  private void insert(Caller caller, String name, Collection<Entry> concepts, long version) {
    jdbc.update(
        """
        insert into closure_concept (tenant_id, client, name, system, code, added)
        select ?, ?, ?, system, code, ? from unnest(?::text[], ?::text[]) as sent(system, code)
        on conflict do nothing
        """,
        caller.tenantId(),
        caller.client(),
        name,
        version,
        concepts.stream().map(Entry::system).toArray(String[]::new),
        concepts.stream().map(Entry::code).toArray(String[]::new));
  }

  private List<Entry> concepts(Caller caller, String name) {
    List<Entry> concepts =
        jdbc.query(
            """
            select system, code, added from closure_concept
             where tenant_id = ? and client = ? and name = ? order by system, code
            """,
            (row, n) -> new Entry(row.getString(1), row.getString(2), row.getLong(3)),
            caller.tenantId(),
            caller.client(),
            name);
    if (concepts.size() > most) {
      throw ClosureFaults.tooLarge(most);
    }
    return concepts;
  }
}
