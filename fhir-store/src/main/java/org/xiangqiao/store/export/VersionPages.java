package org.xiangqiao.store.export;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.database.ResourceTypes;

/**
 * Reads resources in short pages: what is there now, by row id, or what was written in a time, in
 * the order of the change feed. Between pages no transaction is open, and a page holds no more than
 * its reader allows.
 *
 * <p>Nobody's rights are asked here, and nothing is noted in an audit trail: that is for whoever
 * hands the resources out.
 */
public final class VersionPages {

  private static final int FETCHED = 16;
  private static final int LONGEST_MILLIS = 600_000;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate reading;
  private final ResourceTypes types;

  /**
   * @param dataSource of a store that has been opened
   */
  public VersionPages(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    jdbc.setFetchSize(FETCHED);
    this.reading = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    // Takes no transaction id, so it holds no reader of new things back.
    reading.setReadOnly(true);
    reading.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.types = ResourceTypes.load(jdbc);
  }

  /**
   * A version, as it lies in the store.
   *
   * @param position where to go on behind it: its row id, or its number in the change feed
   */
  public record Version(
      long position, String id, long number, Instant lastUpdated, byte[] content) {}

  /**
   * Versions in their order.
   *
   * @param last whether there are no more
   */
  public record Page(List<Version> versions, boolean last) {

    public Page {
      versions = List.copyOf(versions);
    }
  }

  /**
   * What one page may hold.
   *
   * @param bytes the first version beyond is its last
   */
  public record Size(int versions, long bytes) {}

  /** Types of which something was created or updated in a time. */
  public List<String> typesWritten(int tenant, Instant from, Instant until) {
    return jdbc.queryForList(
        """
        select t.name from resource_type t
         where exists (select 1 from change_feed f
                        where f.tenant_id = ? and f.type_code = t.type_code and f.effect in (1, 2)
                          and f.last_updated >= ? and f.last_updated < ?)
         order by t.name
        """,
        String.class,
        tenant,
        time(from),
        time(until));
  }

  /**
   * Current resources of a type behind a row id.
   *
   * @param since only what changed at this time or later, or null
   * @param upTo last row id of interest
   */
  public Page current(int tenant, String type, Instant since, long after, long upTo, Size size) {
    List<Object> values = new ArrayList<>(List.of(tenant, after, upTo));
    if (since != null) {
      values.add(time(since));
    }
    values.add(size.versions());
    return page(
        "select r.rid, r.fhir_id, r.version, r.last_updated, r.body from "
            + types.table(type)
            + " r where r.tenant_id = ? and r.rid > ? and r.rid <= ?"
            + (since == null ? "" : " and r.last_updated >= ?")
            + " order by r.rid limit ?",
        values,
        size);
  }

  /**
   * Versions of a type that were created or updated in a time, those included that are history by
   * now. What was erased is not among them.
   *
   * @param from time of the version behind which to go on, or the beginning
   * @param after position of that version, or 0
   */
  public Page written(int tenant, String type, Instant from, long after, Instant until, Size size) {
    return page(
        """
        select f.feed_id, f.fhir_id, f.version, f.last_updated, coalesce(r.body, h.body)
          from change_feed f
          left join %s r on r.tenant_id = f.tenant_id and r.fhir_id = f.fhir_id
               and r.version = f.version
          left join resource_history h on h.tenant_id = f.tenant_id and h.type_code = f.type_code
               and h.fhir_id = f.fhir_id and h.version = f.version
         where f.tenant_id = ? and f.type_code = ? and f.effect in (1, 2)
           and (f.last_updated, f.feed_id) > (?, ?) and f.last_updated < ?
         order by f.last_updated, f.feed_id limit ?
        """
            .formatted(types.table(type)),
        List.of(tenant, types.code(type), time(from), after, time(until), size.versions()),
        size);
  }

  private Page page(String sql, List<Object> values, Size size) {
    return reading.execute(
        status -> {
          // In the order of an index no row has to wait for a sort.
          jdbc.queryForList(
              "select set_config('statement_timeout', ?, true), set_config('jit', 'off', true),"
                  + " set_config('enable_sort', 'off', true)",
              String.valueOf(LONGEST_MILLIS));
          ResultSetExtractor<Page> extractor = rows -> read(rows, size);
          return jdbc.query(sql, extractor, values.toArray());
        });
  }

  private static Page read(ResultSet rows, Size size) throws SQLException {
    List<Version> versions = new ArrayList<>();
    long bytes = 0;
    while (rows.next()) {
      byte[] content = rows.getBytes(5);
      versions.add(
          new Version(
              rows.getLong(1),
              rows.getString(2),
              rows.getLong(3),
              rows.getObject(4, OffsetDateTime.class).toInstant(),
              content));
      bytes += content == null ? 0 : content.length;
      if (bytes >= size.bytes()) {
        return new Page(versions, false);
      }
    }
    return new Page(versions, versions.size() < size.versions());
  }

  private static OffsetDateTime time(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
  }
}
