package org.xiangqiao.store.binary;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Keeps equal contents of a tenant once; works inside a transaction. */
final class Deduplication {

  private final JdbcTemplate jdbc;

  Deduplication(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** The content that stays: the one received, or an equal one that was there before. */
  BinaryContent settle(int tenant, BinaryContent received, byte[] hash) {
    UUID known = find(tenant, hash);
    if (known == null) {
      jdbc.update(
          "update binary_content set sha256 = ?, length = ?, staged_at = now()"
              + " where tenant_id = ? and content_id = ?",
          hash,
          received.length(),
          tenant,
          received.id());
      return received;
    }
    jdbc.update(
        "delete from binary_content where tenant_id = ? and content_id = ?", tenant, received.id());
    return new BinaryContent(known, received.length());
  }

  /**
   * An equal content, which stays at least as long as one staged now; null if there is none. The
   * hash is locked until the transaction ends.
   */
  UUID find(int tenant, byte[] hash) {
    jdbc.query(
        "select pg_advisory_xact_lock(?)", row -> {}, ByteBuffer.wrap(hash).getLong() ^ tenant);
    List<UUID> known =
        jdbc.queryForList(
            "update binary_content"
                + " set staged_at = case when staged_at is null then null else now() end"
                + " where tenant_id = ? and sha256 = ? returning content_id",
            UUID.class,
            tenant,
            hash);
    return known.isEmpty() ? null : known.get(0);
  }
}
