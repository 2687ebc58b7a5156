package org.xiangqiao.store.write;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Transaction-level advisory locks of PostgreSQL. Always taken sorted by key, in one statement, so
 * that two transactions never wait for each other in a circle.
 */
final class AdvisoryLocks {

  private static final long BUCKETS = 0x5851_0000_0000_0000L;
  private static final int BUCKET_COUNT = 256;
  private static final long GATES = 0x5852_0000_0000_0000L;
  private static final int GATE_COUNT = 64;

  /** Conditions that a transaction locks one by one; one with more takes whole gates. */
  private static final int CONDITIONS_EACH = 512;

  private static final String ACQUIRE =
      """
      select count(case when wanted.exclusive then pg_advisory_xact_lock(wanted.key)::text
                        else pg_advisory_xact_lock_shared(wanted.key)::text end)
        from unnest(?::bigint[], ?::boolean[]) as wanted(key, exclusive)
      """;

  private final JdbcTemplate jdbc;

  AdvisoryLocks(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Key of the reference bucket a resource falls into: 256 of them per tenant. */
  static long bucket(int tenant, Target target) {
    int hash = 31 * target.type().hashCode() + target.id().hashCode();
    hash ^= hash >>> 16;
    hash *= 0x85ebca6b;
    hash ^= hash >>> 13;
    return BUCKETS | (tenant & 0xffff_ffffL) << 8 | hash & BUCKET_COUNT - 1;
  }

  /**
   * Key of a normalised condition. A chance collision only makes two writers wait for each other.
   */
  static long condition(int tenant, String type, String normalised) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((tenant + "|" + type + "?" + normalised).getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What a transaction with these conditions has to take. Each condition stands behind one of 64
   * gates of its tenant: a few conditions share their gates with others, many take them for
   * themselves, so that no transaction fills the lock table of the database.
   */
  static SortedMap<Long, Boolean> conditions(int tenant, Collection<Long> conditions) {
    boolean whole = conditions.size() > CONDITIONS_EACH;
    SortedMap<Long, Boolean> keys = new TreeMap<>();
    for (long condition : conditions) {
      keys.put(GATES | (tenant & 0xffff_ffffL) << 8 | condition & GATE_COUNT - 1, whole);
      if (!whole) {
        keys.put(condition, true);
      }
    }
    return keys;
  }

  /** Waits for all of them; true means exclusive, false shared. */
  void acquire(SortedMap<Long, Boolean> keys) {
    if (!keys.isEmpty()) {
      jdbc.query(
          ACQUIRE,
          statement -> {
            new Bindings(statement).longs(keys.keySet()).booleans(keys.values());
          },
          row -> {});
    }
  }
}
