package org.xiangqiao.integration.insurance.catalogue;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** How far a catalogue of an institution is, and which rows were refused (下载情况). */
public final class CatalogueReport {

  /**
   * A job.
   *
   * @param state {@code waiting}, {@code done} or {@code stopped}
   * @param position page or dictionary that it has reached; null when it is not under way
   * @param since update time up to which everything was taken; null before the first time
   * @param problem why it stopped or waits, or null
   */
  public record State(
      String state,
      String position,
      LocalDateTime since,
      long read,
      long refused,
      String problem,
      Instant endedAt) {}

  /** A row that was not taken. */
  public record Refused(int number, String place, String rule, List<String> arguments) {}

  private final JdbcTemplate jdbc;

  CatalogueReport(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  public Optional<State> state(int tenantId, String institution, String catalogue) {
    return jdbc
        .query(
            "select state, position, since, rows_read, rows_refused, problem, done_at"
                + " from insurance_catalogue_job"
                + " where tenant_id = ? and institution = ? and catalogue = ?",
            (row, number) -> {
              Timestamp done = row.getTimestamp(7);
              return new State(
                  row.getString(1),
                  row.getString(2),
                  row.getObject(3, LocalDateTime.class),
                  row.getLong(4),
                  row.getLong(5),
                  row.getString(6),
                  done == null ? null : done.toInstant());
            },
            tenantId,
            institution,
            catalogue)
        .stream()
        .findFirst();
  }

  /**
   * Refused rows of the last run.
   *
   * @param after number of the last one of the page before
   */
  public List<Refused> refused(
      int tenantId, String institution, String catalogue, int after, int most) {
    return jdbc.query(
        "select number, place, rule, arguments from insurance_catalogue_problem"
            + " where tenant_id = ? and institution = ? and catalogue = ? and number > ?"
            + " order by number limit ?",
        (row, number) ->
            new Refused(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                List.of((String[]) row.getArray(4).getArray())),
        tenantId,
        institution,
        catalogue,
        after,
        most);
  }
}
