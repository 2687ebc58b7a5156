package org.xiangqiao.integration.insurance.trust;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log, once a day, which certificates end soon or have ended (证书到期预警). */
public final class CertificateAlarm {

  private static final Logger LOG = LoggerFactory.getLogger(CertificateAlarm.class);
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  /** How urgent a certificate is. */
  public enum Level {
    FINE,
    /** Within the longer time. */
    SOON,
    /** Within the shorter time. */
    URGENT,
    EXPIRED
  }

  private record Told(LocalDate day, Level level) {}

  private final Certificates certificates;
  private final int soon;
  private final int urgent;
  private final Clock clock;
  private final Map<String, Told> told = new ConcurrentHashMap<>();

  /**
   * @param soon days before the end that a warning begins
   * @param urgent days before the end that it becomes an error
   */
  public CertificateAlarm(Certificates certificates, int soon, int urgent, Clock clock) {
    if (urgent < 0 || soon < urgent) {
      throw new IllegalArgumentException(
          "xiangqiao.insurance.watch: soon-days must be urgent-days or more, both 0 or more");
    }
    this.certificates = certificates;
    this.soon = soon;
    this.urgent = urgent;
    this.clock = clock;
  }

  public Level level(WatchedCertificate certificate) {
    Instant now = clock.instant();
    if (certificate.expired(now)) {
      return Level.EXPIRED;
    }
    long days = certificate.daysLeft(now);
    return days < urgent ? Level.URGENT : days < soon ? Level.SOON : Level.FINE;
  }

  /** Logs what is new today. */
  public void look() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), CHINA);
    List<WatchedCertificate> all = certificates.all();
    for (WatchedCertificate one : all) {
      String key = one.institution() + " " + one.use().code();
      Told now = new Told(today, level(one));
      if (!now.equals(told.put(key, now))) {
        log(key, one, now.level());
      }
    }
  }

  private static void log(String key, WatchedCertificate one, Level level) {
    switch (level) {
      case FINE -> LOG.debug("certificate {} ends at {}", key, one.notAfter());
      case SOON -> LOG.warn("{}", TrustTexts.both("expires", key, one.notAfter().toString()));
      case URGENT -> LOG.error("{}", TrustTexts.both("expires", key, one.notAfter().toString()));
      case EXPIRED -> LOG.error("{}", TrustTexts.both("expired", key, one.notAfter().toString()));
    }
  }
}
