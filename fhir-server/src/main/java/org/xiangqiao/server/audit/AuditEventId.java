package org.xiangqiao.server.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Logical id of an AuditEvent: time and number of its record, so that a read goes to one month
 * only.
 */
record AuditEventId(Instant at, long number) {

  private static final Pattern FORM = Pattern.compile("([0-9a-z]{1,11})-([0-9a-z]{1,12})");
  private static final int RADIX = 36;

  static Optional<AuditEventId> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new AuditEventId(
            Instant.ofEpochMilli(Long.parseLong(matcher.group(1), RADIX)),
            Long.parseLong(matcher.group(2), RADIX)));
  }

  String text() {
    return Long.toString(at.toEpochMilli(), RADIX) + "-" + Long.toString(number, RADIX);
  }
}
