package org.xiangqiao.store.export;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.binary.BinaryBodies;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.feed.Horizon;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.search.PostgresSearch;
import org.xiangqiao.store.search.criteria.Criterion;
import org.xiangqiao.store.search.criteria.DrivingIndex;
import org.xiangqiao.store.search.criteria.ResourceTables;
import org.xiangqiao.store.search.criteria.Row;
import org.xiangqiao.store.search.criteria.SqlStatement;

/**
 * Reads all resources of a type through a cursor, in the order of their row ids. A resource keeps
 * its row id through updates, and through deletion and re-creation, so that a reader who goes by
 * row id meets each resource once, whatever is written meanwhile.
 *
 * <p>Nobody's rights are asked here, and nothing is noted in an audit trail: that is for whoever
 * hands the resources out.
 */
public final class ExportReader {

  private static final int FETCHED = 100;

  /** Of types whose texts may carry files or whole tables, fewer are held at a time. */
  private static final int LARGE_FETCHED = 8;

  private static final Set<String> LARGE =
      Set.of(
          "Bundle",
          "CodeSystem",
          "Communication",
          "ConceptMap",
          "Contract",
          "DocumentReference",
          "Group",
          "Library",
          "List",
          "Media",
          "QuestionnaireResponse",
          "ValueSet");

  /** The first row of a large sorted selection may take long. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final JdbcTemplate jdbc;
  private final JdbcTemplate few;
  private final TransactionTemplate reading;
  private final ResourceTypes types;
  private final ResourceTables tables;
  private final PostgresSearch search;
  private final PatientTypes patientTypes;
  private final BinaryBodies binaries;
  private final Horizon horizon;

  public ExportReader(
      DataSource dataSource,
      ResourceTypes types,
      SearchParameters parameters,
      IndexHash hash,
      PostgresSearch search,
      BinaryBodies binaries) {
    this.jdbc = new JdbcTemplate(dataSource);
    jdbc.setFetchSize(FETCHED);
    this.few = new JdbcTemplate(dataSource);
    few.setFetchSize(LARGE_FETCHED);
    this.reading = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    // Takes no transaction id, so it holds no reader of new things back.
    reading.setReadOnly(true);
    reading.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.types = types;
    this.tables = new ResourceTables(jdbc);
    this.search = search;
    this.patientTypes = new PatientTypes(parameters, hash);
    this.binaries = binaries;
    this.horizon = new Horizon(jdbc);
  }

  /** To be asked before the first read. */
  public ExportStart start() {
    Instant complete = horizon.complete();
    return new ExportStart(
        complete, jdbc.queryForObject("select last_value from resource_row_id", Long.class));
  }

  /** Types that can be in a Patient's compartment, Patient among them. */
  public Set<String> patientTypes() {
    return patientTypes.names();
  }

  /** Row ids of Patients that are there, by logical id. */
  public Map<String, Long> patients(Caller caller, Collection<String> ids) {
    Map<String, Long> found = new HashMap<>();
    jdbc.query(
        "select fhir_id, rid from resource_patient where tenant_id = ? and fhir_id = any(?)",
        row -> {
          found.put(row.getString(1), row.getLong(2));
        },
        caller.tenantId(),
        ids.toArray(String[]::new));
    return found;
  }

  /**
   * Current resources behind a row id.
   *
   * @param upTo last row id of interest
   * @return false if {@code rows} wanted no more
   */
  public boolean resources(
      Caller caller, ExportSelection selection, long after, long upTo, ExportRows rows) {
    SqlStatement sql = new SqlStatement();
    Row row = Row.outer(selection.type(), caller.tenantId(), DrivingIndex.PLANNED, tables);
    sql.add("select r.rid, r.body from ").add(row.from()).add(" where ");
    row.write(sql, List.of());
    sql.add(" and r.rid > ? and r.rid <= ?", after, upTo);
    if (selection.since() != null) {
      sql.add(" and r.last_updated >= ?", selection.since().truncatedTo(ChronoUnit.MILLIS));
    }
    if (selection.compartments() != ExportSelection.Compartments.NONE) {
      patientTypes.write(sql, row, selection.patients());
    }
    filter(sql, row, search.conditions(caller, selection.type(), selection.filters()));
    return read(
        LARGE.contains(selection.type()) ? few : jdbc,
        sql.add(" order by r.rid"),
        selection.selective(),
        rows);
  }

  private static void filter(SqlStatement sql, Row row, List<List<Criterion>> anyOf) {
    String or = " and (";
    for (List<Criterion> all : anyOf) {
      String and = "(";
      sql.add(or);
      for (Criterion criterion : all) {
        sql.add(and);
        criterion.write(sql, row);
        and = " and ";
      }
      sql.add(")");
      or = " or ";
    }
    if (!anyOf.isEmpty()) {
      sql.add(")");
    }
  }

  /**
   * Logical ids of resources that were deleted since {@link ExportSelection#since} and before a
   * time, and are still gone. Criteria cannot be asked of what is gone; residents are found in the
   * last text.
   */
  public boolean deleted(
      Caller caller, ExportSelection selection, Instant before, long after, ExportRows rows) {
    SqlStatement sql = new SqlStatement();
    sql.add(
        """
        select h.rid, h.fhir_id
          from change_feed f
          join resource_history h on h.tenant_id = f.tenant_id and h.type_code = f.type_code
               and h.fhir_id = f.fhir_id and h.version = f.version and h.effect = 3
         where f.tenant_id = ? and f.type_code = ? and f.effect = 3
           and f.last_updated >= ? and f.last_updated < ? and h.rid > ?
           and not exists (select 1 from resource_history n
                            where n.tenant_id = h.tenant_id and n.type_code = h.type_code
                              and n.fhir_id = h.fhir_id and n.version > h.version)
           and not exists (select 1 from %s r
                            where r.tenant_id = h.tenant_id and r.fhir_id = h.fhir_id)
        """
            .formatted(tables.of(caller.tenantId(), selection.type())),
        caller.tenantId(),
        types.code(selection.type()),
        selection.since().truncatedTo(ChronoUnit.MILLIS),
        before,
        after);
    if (selection.patients() != null) {
      PatientTypes.within(sql.add(" and (h.rid"), selection.patients());
      sql.add(
          """
          ) or exists (
            select 1 from resource_history b,
                   regexp_matches(b.body, '"reference":"Patient/([^"/]+)', 'g') as m(id)
                   join resource_patient p on p.tenant_id = ? and p.fhir_id = m.id[1]
             where b.tenant_id = h.tenant_id and b.type_code = h.type_code
               and b.fhir_id = h.fhir_id and b.version = h.version - 1 and p.rid""",
          caller.tenantId());
      PatientTypes.within(sql, selection.patients()).add(")))");
    }
    return read(jdbc, sql.add(" order by h.rid"), true, rows);
  }

  private boolean read(JdbcTemplate cursors, SqlStatement sql, boolean selective, ExportRows rows) {
    sql.planForValues();
    return Boolean.TRUE.equals(
        reading.execute(
            status -> {
              // In the order of the table no row has to wait for a sort.
              jdbc.queryForList(
                  "select set_config('statement_timeout', ?, true), set_config('jit', 'off', true),"
                      + " set_config('idle_in_transaction_session_timeout', ?, true),"
                      + " set_config('enable_sort', ?, true)",
                  String.valueOf(LONGEST.toMillis()),
                  String.valueOf(LONGEST.toMillis()),
                  selective ? "on" : "off");
              return cursors.query(
                  sql,
                  found -> {
                    while (found.next()) {
                      if (!rows.take(found.getLong(1), found.getBytes(2))) {
                        return false;
                      }
                    }
                    return true;
                  });
            }));
  }

  /**
   * A Binary's stored text with its data; a very large one without, tagged {@code SUBSETTED}.
   *
   * @see BinaryBodies#LIMIT
   */
  public byte[] withData(Caller caller, byte[] binary) {
    StoredResource stored =
        new StoredResource(
            "Binary", "", 0, null, false, new String(binary, StandardCharsets.UTF_8));
    return binaries.fill(caller.tenantId(), stored).json().getBytes(StandardCharsets.UTF_8);
  }
}
