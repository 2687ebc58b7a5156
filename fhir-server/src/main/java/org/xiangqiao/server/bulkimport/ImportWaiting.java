package org.xiangqiao.server.bulkimport;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.server.bulkimport.ImportProgress.Place;

/** Table {@code import_deferred}: places of rows that refer to what is not there yet. */
final class ImportWaiting {

  private final JdbcTemplate jdbc;

  ImportWaiting(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void add(ImportJob job, List<Place> rows) {
    if (!rows.isEmpty()) {
      jdbc.update(
          "insert into import_deferred (job_id, number, line, position, length, resource_id)"
              + " select ?, * from unnest(?::int[], ?::bigint[], ?::bigint[], ?::int[], ?::text[])",
          job.id(),
          rows.stream().map(Place::number).toArray(Integer[]::new),
          rows.stream().map(Place::line).toArray(Long[]::new),
          rows.stream().map(Place::position).toArray(Long[]::new),
          rows.stream().map(Place::length).toArray(Integer[]::new),
          rows.stream().map(Place::id).toArray(String[]::new));
    }
  }

  /**
   * The next rows that wait, so many that their lines can be read at once.
   *
   * @param after the last one seen, or null
   * @param bytes that their lines may have together; one is given whatever it has
   */
  List<Place> next(ImportJob job, Place after, int limit, long bytes) {
    List<Place> rows =
        jdbc.query(
            "select number, line, position, length, resource_id from import_deferred"
                + " where job_id = ? and (number, line) > (?, ?) order by number, line limit ?",
            (row, n) ->
                new Place(
                    row.getInt(1), row.getLong(2), row.getLong(3), row.getInt(4), row.getString(5)),
            job.id(),
            after == null ? -1 : after.number(),
            after == null ? -1L : after.line(),
            limit);
    List<Place> some = new ArrayList<>();
    long size = 0;
    for (Place row : rows) {
      size += row.length();
      if (!some.isEmpty() && size > bytes) {
        break;
      }
      some.add(row);
    }
    return some;
  }

  /** How many of these lines of an input have waited, and wait no longer. */
  int remove(ImportJob job, int number, List<Place> rows) {
    if (rows.isEmpty()) {
      return 0;
    }
    return jdbc.update(
        "delete from import_deferred d using unnest(?::bigint[]) k(line)"
            + " where d.job_id = ? and d.number = ? and d.line = k.line",
        rows.stream().map(Place::line).toArray(Long[]::new),
        job.id(),
        number);
  }

  /**
   * Of a resource that comes twice the later row wins: earlier ones that still wait must not be
   * written over those that were.
   *
   * @param number input of those that were written
   * @return how many wait no longer
   */
  long supersede(ImportJob job, int number, List<Place> written) {
    if (written.isEmpty()) {
      return 0;
    }
    Long gone =
        jdbc.queryForObject(
            """
            with gone as (
              delete from import_deferred d using unnest(?::text[], ?::bigint[]) w(id, line)
               where d.job_id = ? and d.number = any(?) and d.resource_id = w.id
                 and (d.number, d.line) < (?, w.line)
              returning d.number as input),
            counted as (select input, count(*) as rows from gone group by input),
            noted as (
              update import_input i set superseded = superseded + c.rows from counted c
               where i.job_id = ? and i.number = c.input
              returning c.rows)
            select coalesce(sum(rows), 0) from noted
            """,
            Long.class,
            written.stream().map(Place::id).toArray(String[]::new),
            written.stream().map(Place::line).toArray(Long[]::new),
            job.id(),
            job.sameType(number).toArray(Integer[]::new),
            number,
            job.id());
    return gone == null ? 0 : gone;
  }
}
