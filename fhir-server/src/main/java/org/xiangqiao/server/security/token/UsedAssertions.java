package org.xiangqiao.server.security.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Client assertions that were used (RFC 7523, {@code jti}): the primary key in the database decides
 * between nodes.
 */
class UsedAssertions {

  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final JdbcTemplate jdbc;
  private final Clock clock;

  UsedAssertions(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** True the first time, false ever after. */
  boolean use(String clientId, String jti, Instant expiry) {
    return jdbc.update(
            """
            insert into used_assertion (client_id, assertion, expires_at) values (?, ?, ?)
            on conflict do nothing
            """,
            clientId,
            sha256(jti),
            Timestamp.from(expiry))
        == 1;
  }

  /** Forgets what is refused for its age anyway. */
  @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT1M")
  void forgetExpired() {
    jdbc.update(
        "delete from used_assertion where expires_at < ?",
        Timestamp.from(clock.instant().minus(MARGIN)));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
