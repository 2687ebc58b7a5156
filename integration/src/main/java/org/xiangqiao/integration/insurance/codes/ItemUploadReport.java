package org.xiangqiao.integration.insurance.codes;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** How far the upload of an institution's items is (目录对照上传情况). */
public final class ItemUploadReport {

  /** A row that is not with the platform as it should be. */
  public record Line(
      String local,
      String localName,
      String national,
      String state,
      String error,
      Instant changedAt) {}

  private final JdbcTemplate jdbc;
  private final ItemUploadRows rows;

  ItemUploadReport(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.rows = new ItemUploadRows(jdbc);
  }

  /** Rows by state. */
  public Map<String, Long> counts(int tenantId, String institution) {
    Map<String, Long> counts = new LinkedHashMap<>();
    jdbc.query(
        "select state, count(*) from insurance_item_upload"
            + " where tenant_id = ? and institution = ? group by state order by state",
        row -> {
          counts.put(row.getString(1), row.getLong(2));
        },
        tenantId,
        institution);
    return counts;
  }

  /**
   * Those that are not booked, in the order of their codes.
   *
   * @param after local code of the last line of the page before, or null
   */
  public List<Line> open(int tenantId, String institution, String after, int most) {
    return jdbc.query(
        """
        select u.local, c.local_name, u.national, u.state, u.error, u.changed_at
        from insurance_item_upload u
          left join insurance_code c on c.tenant_id = u.tenant_id
            and c.institution = u.institution and c.kind = 'item'
            and c.local = u.local and c.national = u.national
        where u.tenant_id = ? and u.institution = ? and u.local > ?
          and u.state in ('waiting', 'sent', 'withdrawing', 'refused')
        order by u.local, u.national limit ?
        """,
        (row, number) ->
            new Line(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getTimestamp(6).toInstant()),
        tenantId,
        institution,
        after == null ? "" : after,
        most);
  }

  /** Refused rows are told once more when the upload runs again. */
  public void again(int tenantId, String institution) {
    rows.again(tenantId, institution);
  }
}
