package org.xiangqiao.integration.outbox;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.integration.ledger.LedgerErasure;

/**
 * Takes erased resources (彻底删除) out of the outbox: what waits is not sent any more, what was sent
 * loses its payload in the ledger. What a partner holds is the partner's to erase. Joins the
 * caller's transaction.
 */
public class OutboxErasure {

  /** One probe of the key for each partner there ever was. */
  private static final String PARTNERS =
      """
      with recursive p(partner) as (
        (select partner from outbox_lane where tenant_id = ? order by partner limit 1)
        union all
        select (select l.partner from outbox_lane l
                 where l.tenant_id = ? and l.partner > p.partner order by l.partner limit 1)
          from p where p.partner is not null)
      select partner from p where partner is not null
      """;

  private final JdbcTemplate jdbc;
  private final LedgerErasure ledger;

  public OutboxErasure(JdbcTemplate jdbc, LedgerErasure ledger) {
    this.jdbc = jdbc;
    this.ledger = ledger;
  }

  /** A version that is erased; the highest of a resource stands for all its tombstones, too. */
  public record Version(String type, String id, long version, boolean whole) {}

  /**
   * Withdraws what waits and empties what was sent.
   *
   * @return messages that were withdrawn or emptied
   */
  public int erase(int tenant, List<Version> versions) {
    List<String> partners = jdbc.queryForList(PARTNERS, String.class, tenant, tenant);
    if (partners.isEmpty()) {
      return 0;
    }
    List<Long> withdrawn = withdraw(tenant, versions);
    if (!withdrawn.isEmpty()) {
      ledger.withdraw(tenant, withdrawn);
    }
    List<String> at = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (String partner : partners) {
      for (Version each : versions) {
        at.add(partner);
        ids.add(StableMessageId.of(tenant, partner, each.type(), each.id(), each.version()));
        if (each.whole()) {
          // The deletion that followed, if it was sent: it may repeat what was deleted.
          at.add(partner);
          ids.add(StableMessageId.of(tenant, partner, each.type(), each.id(), each.version() + 1));
        }
      }
    }
    return withdrawn.size() + ledger.eraseOutgoing(tenant, at, ids);
  }

  private List<Long> withdraw(int tenant, List<Version> versions) {
    return jdbc.query(
        """
        delete from outbox_message o
         using unnest(?::text[], ?::text[], ?::bigint[], ?::boolean[]) as k(type, id, version, whole)
         where o.tenant_id = ? and o.resource_type = k.type and o.resource_id = k.id
           and (k.whole or o.version = k.version)
        returning o.message_id
        """,
        statement -> {
          var connection = statement.getConnection();
          statement.setArray(
              1, connection.createArrayOf("text", versions.stream().map(Version::type).toArray()));
          statement.setArray(
              2, connection.createArrayOf("text", versions.stream().map(Version::id).toArray()));
          statement.setArray(
              3,
              connection.createArrayOf("int8", versions.stream().map(Version::version).toArray()));
          statement.setArray(
              4, connection.createArrayOf("bool", versions.stream().map(Version::whole).toArray()));
          statement.setInt(5, tenant);
        },
        (row, n) -> row.getLong(1));
  }
}
