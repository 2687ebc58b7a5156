package org.xiangqiao.integration.insurance.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A certificate whose end matters (证书到期监控).
 *
 * @param institution whose line it is
 */
public record WatchedCertificate(String institution, Use use, Instant notAfter) {

  /** What a certificate is for. */
  public enum Use {
    /** The institution signs messages with it. */
    SIGNING,
    /** Answers are verified with it. */
    PLATFORM_SIGNING,
    /** The institution shows it to the platform's server. */
    TLS_CLIENT,
    /** The platform's server showed it. */
    TLS_SERVER;

    /** As in meters. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Whole days; negative when it is over. */
  public long daysLeft(Instant now) {
    return Math.floorDiv(
        Duration.between(now, notAfter).toSeconds(), Duration.ofDays(1).toSeconds());
  }

  public boolean expired(Instant now) {
    return !notAfter.isAfter(now);
  }
}
