package org.xiangqiao.integration.insurance.codes;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Items of an institution that are billed by its own code and mapped to none (未对照项目), the most
 * frequent first; counted by the database.
 */
public final class UnmappedItems {

  private static final String COUNT =
      """
      select i.code, max(i.name) as name, count(*) as lines, count(distinct i.claim_id) as claims,
        max((b.created_at at time zone 'Asia/Shanghai')::date) as last
      from insurance_case b
        join insurance_claim_item i on i.tenant_id = b.tenant_id and i.claim_id = b.resource_id
        left join insurance_code c on c.tenant_id = b.tenant_id and c.institution = b.institution
          and c.kind = 'item' and c.local = i.code
      where b.tenant_id = ? and b.institution = ? and b.kind = 'claim'
        and b.created_at >= ?::timestamp at time zone 'Asia/Shanghai'
        and b.created_at < ?::timestamp at time zone 'Asia/Shanghai'
        and c.local is null
      group by i.code
      """;

  /** After a line of the page before. */
  private static final String AFTER = " having count(*) < ? or (count(*) = ? and i.code > ?)";

  /**
   * An item.
   *
   * @param name by which it was billed last, in the alphabet; null when none was told
   * @param lines of bills that name it
   * @param claims that hold them
   * @param last day on which such a bill was handed in
   */
  public record Item(String code, String name, long lines, long claims, LocalDate last) {}

  private final JdbcTemplate jdbc;

  UnmappedItems(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One page.
   *
   * @param from first day on which bills were handed in, in China
   * @param to last day
   * @param after of the last line of the page before: its count and code; null for the first page
   */
  public List<Item> page(
      int tenantId, String institution, LocalDate from, LocalDate to, Item after, int most) {
    List<Object> values =
        new ArrayList<>(
            List.of(tenantId, institution, from.atStartOfDay(), to.plusDays(1).atStartOfDay()));
    if (after != null) {
      values.addAll(List.of(after.lines(), after.lines(), after.code()));
    }
    values.add(most);
    return jdbc.query(
        COUNT + (after == null ? "" : AFTER) + " order by lines desc, i.code limit ?",
        (row, number) ->
            new Item(
                row.getString("code"),
                row.getString("name"),
                row.getLong("lines"),
                row.getLong("claims"),
                row.getObject("last", LocalDate.class)),
        values.toArray());
  }
}
