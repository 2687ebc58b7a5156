package org.xiangqiao.server.bulkimport;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.xiangqiao.store.Caller;

/** Makes jobs of rows of {@code import_job}, with their inputs. */
final class JobRows implements RowMapper<ImportJob> {

  private final JdbcTemplate jdbc;

  JobRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public ImportJob mapRow(ResultSet row, int number) throws SQLException {
    UUID id = row.getObject("job_id", UUID.class);
    OffsetDateTime expires = row.getObject("expires_at", OffsetDateTime.class);
    return new ImportJob(
        id,
        new Caller(
            row.getInt("tenant_id"),
            row.getString("client"),
            row.getString("organization"),
            row.getString("request_id")),
        row.getString("request"),
        row.getString("state"),
        row.getInt("pass"),
        row.getLong("waiting"),
        row.getString("problem"),
        List.of((String[]) row.getArray("problem_arguments").getArray()),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        expires.equals(OffsetDateTime.MAX) ? null : expires.toInstant(),
        row.getLong("fence"),
        inputs(id));
  }

  List<ImportInput> inputs(UUID id) {
    return jdbc.query(
        "select * from import_input where job_id = ? order by number",
        (row, n) ->
            new ImportInput(
                row.getInt("number"),
                row.getString("type"),
                row.getString("source"),
                row.getObject("length", Long.class),
                row.getObject("kept", UUID.class),
                row.getLong("position"),
                row.getLong("line"),
                row.getLong("created"),
                row.getLong("updated"),
                row.getLong("unchanged"),
                row.getLong("superseded"),
                row.getLong("failed"),
                row.getBoolean("finished")),
        id);
  }
}
