package org.xiangqiao.store.database;

import java.security.SecureRandom;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keys of this installation, made once and shared by all nodes through the database.
 *
 * @param hashKey 16 bytes, SipHash key of all index hashes
 * @param cursorKey 32 bytes, seals paging cursors
 */
public record InstallationKeys(byte[] hashKey, byte[] cursorKey) {

  /** Reads the keys; the first node to start makes them. */
  public static InstallationKeys load(JdbcTemplate jdbc) {
    SecureRandom random = new SecureRandom();
    byte[] hashKey = new byte[16];
    byte[] cursorKey = new byte[32];
    random.nextBytes(hashKey);
    random.nextBytes(cursorKey);
    jdbc.update(
        "insert into installation (hash_key, cursor_key) values (?, ?) on conflict do nothing",
        hashKey,
        cursorKey);
    return jdbc.queryForObject(
        "select hash_key, cursor_key from installation",
        (row, n) -> new InstallationKeys(row.getBytes(1), row.getBytes(2)));
  }

  /** Never prints a key. */
  @Override
  public String toString() {
    return "InstallationKeys";
  }
}
