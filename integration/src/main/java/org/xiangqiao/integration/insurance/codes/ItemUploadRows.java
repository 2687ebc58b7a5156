package org.xiangqiao.integration.insurance.codes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.mappings.insurance.codes.ItemMappingMessages;

/** Table {@code insurance_item_upload}: what the platform was told of the items' mapping. */
final class ItemUploadRows {

  private static final String NOT_MAPPED =
      " u.tenant_id = ? and u.institution = ? and not exists (select from insurance_code c"
          + " where c.tenant_id = u.tenant_id and c.institution = u.institution"
          + " and c.kind = 'item' and c.local = u.local and c.national = u.national)";

  private static final String PUT =
      """
      insert into insurance_item_upload as u
        (tenant_id, institution, local, national, list_type, state, digest)
      select tenant_id, institution, local, national, more->>'list_type', 'waiting',
        md5(coalesce(local_name, '') || more::text)
      from insurance_code where tenant_id = ? and institution = ? and kind = 'item'
      on conflict (tenant_id, institution, local, national) do update
        set state = 'waiting', list_type = excluded.list_type, digest = excluded.digest,
          revision = u.revision + 1, error = null, changed_at = now()
        where u.digest <> excluded.digest or u.state = 'withdrawing'
      """;

  private static final String DUE =
      """
      select u.local, u.national, u.revision, u.list_type, c.local_name, c.more
      from insurance_item_upload u
        left join insurance_code c on c.tenant_id = u.tenant_id and c.institution = u.institution
          and c.kind = 'item' and c.local = u.local and c.national = u.national
      where u.tenant_id = ? and u.institution = ? and u.state = any(?)
      order by u.local, u.national limit ?
      """;

  /** One pair to tell. */
  record Due(long revision, ItemMappingMessages.Item item) {}

  private final JdbcTemplate jdbc;
  private final ObjectMapper json = new ObjectMapper();

  ItemUploadRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** After the mapping changed, in the same transaction. */
  void plan(int tenantId, String institution) {
    jdbc.update(
        "update insurance_item_upload u set state = 'withdrawing', revision = revision + 1,"
            + " error = null, changed_at = now() where told and state <> 'withdrawing' and"
            + NOT_MAPPED,
        tenantId,
        institution);
    jdbc.update(
        "delete from insurance_item_upload u where not told and" + NOT_MAPPED,
        tenantId,
        institution);
    jdbc.update(PUT, tenantId, institution);
  }

  /** Refused rows are told once more. */
  void again(int tenantId, String institution) {
    jdbc.update(
        "update insurance_item_upload set state = case when exists (select from insurance_code c"
            + " where c.tenant_id = insurance_item_upload.tenant_id"
            + " and c.institution = insurance_item_upload.institution and c.kind = 'item'"
            + " and c.local = insurance_item_upload.local"
            + " and c.national = insurance_item_upload.national)"
            + " then 'waiting' else 'withdrawing' end, error = null, changed_at = now()"
            + " where tenant_id = ? and institution = ? and state = 'refused'",
        tenantId,
        institution);
  }

  List<Due> uploads(int tenantId, String institution, int most) {
    return due(tenantId, institution, most, "waiting", "sent");
  }

  List<Due> withdrawals(int tenantId, String institution, int most) {
    return due(tenantId, institution, most, "withdrawing");
  }

  private List<Due> due(int tenantId, String institution, int most, String... states) {
    return jdbc.query(DUE, this::row, tenantId, institution, states, most);
  }

  /** Before the first byte leaves; joins the running transaction. */
  void sending(int tenantId, String institution, Collection<Due> rows) {
    change(
        "update insurance_item_upload set told = true, state ="
            + " case state when 'withdrawing' then state else 'sent' end, changed_at = now()",
        tenantId,
        institution,
        rows);
  }

  /** The platform has them. */
  void booked(int tenantId, String institution, Collection<Due> rows) {
    change(
        "update insurance_item_upload set state = 'booked', changed_at = now()",
        tenantId,
        institution,
        rows);
  }

  /** The platform has them no more. */
  void withdrawn(int tenantId, String institution, Collection<Due> rows) {
    change("delete from insurance_item_upload", tenantId, institution, rows);
  }

  void refused(int tenantId, String institution, Due row, String error) {
    jdbc.update(
        "update insurance_item_upload set state = 'refused', error = ?, changed_at = now()"
            + " where tenant_id = ? and institution = ? and local = ? and national = ?"
            + " and revision = ?",
        error,
        tenantId,
        institution,
        row.item().local(),
        row.item().national(),
        row.revision());
  }

  /** What changed meanwhile keeps its new state. */
  private void change(String statement, int tenantId, String institution, Collection<Due> rows) {
    jdbc.update(
        statement
            + " where tenant_id = ? and institution = ? and (local, national, revision) in"
            + " (select * from unnest(?::text[], ?::text[], ?::bigint[]))",
        tenantId,
        institution,
        rows.stream().map(row -> row.item().local()).toArray(String[]::new),
        rows.stream().map(row -> row.item().national()).toArray(String[]::new),
        rows.stream().map(Due::revision).toArray(Long[]::new));
  }

  private Due row(ResultSet row, int number) throws SQLException {
    return new Due(
        row.getLong("revision"),
        new ItemMappingMessages.Item(
            row.getString("local"),
            row.getString("local_name"),
            row.getString("national"),
            row.getString("list_type"),
            more(row.getString("more"))));
  }

  private Map<String, String> more(String text) {
    try {
      return text == null
          ? Map.of()
          : json.readValue(text, new TypeReference<LinkedHashMap<String, String>>() {});
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("a mapping's fields", broken);
    }
  }
}
