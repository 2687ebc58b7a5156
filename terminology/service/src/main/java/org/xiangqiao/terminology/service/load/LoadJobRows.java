package org.xiangqiao.terminology.service.load;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.xiangqiao.store.Caller;

/** Rows of {@code code_system_load}. */
final class LoadJobRows implements RowMapper<LoadJob> {

  @Override
  public LoadJob mapRow(ResultSet row, int number) throws SQLException {
    return new LoadJob(
        row.getObject("job_id", UUID.class),
        new Caller(
            row.getInt("tenant_id"),
            row.getString("client"),
            row.getString("organization"),
            row.getString("request_id")),
        row.getString("kind"),
        row.getString("url"),
        row.getString("version"),
        row.getObject("version_key", Long.class),
        LoadOptions.of(row.getString("options")),
        row.getString("state"),
        row.getLong("rows_done"),
        row.getInt("loaded"),
        row.getInt("merged"),
        row.getLong("refused"),
        row.getString("problem"),
        List.of((String[]) row.getArray("problem_arguments").getArray()),
        instant(row, "created_at"),
        instant(row, "finished_at"),
        instant(row, "expires_at"),
        row.getLong("fence"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
