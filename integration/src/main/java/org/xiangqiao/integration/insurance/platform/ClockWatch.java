package org.xiangqiao.integration.insurance.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xiangqiao.mappings.insurance.envelope.InsuranceAnswer;
import org.xiangqiao.mappings.insurance.envelope.RequestJson;

/**
 * How far the platform's clock is from ours (时钟偏差), by each answer: its {@code respond_time}, else
 * its {@code refmsg_time}, else the time of a settlement, all in Asia/Shanghai. A time between
 * sending and receiving is right.
 */
public final class ClockWatch {

  private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuuMMddHHmmss")
          .appendValue(ChronoField.MILLI_OF_SECOND, 3)
          .toFormatter();
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
  private static final List<DateTimeFormatter> FORMS = List.of(MILLIS, SECONDS, RequestJson.TIME);

  private final String institution;
  private final Duration tolerance;
  private volatile Duration skew = Duration.ZERO;
  private volatile boolean heard;

  /**
   * @param tolerance beyond which books of a day no longer agree
   */
  public ClockWatch(String institution, Duration tolerance) {
    this.institution = institution;
    this.tolerance = tolerance;
  }

  /** Notes the clock of an answer; one without a time says nothing. */
  void answered(Instant sent, Instant received, InsuranceAnswer answer) {
    told(answer)
        .ifPresent(
            time -> {
              boolean before = beyond();
              skew = time.isBefore(sent) ? between(sent, time) : after(received, time);
              heard = true;
              if (beyond() != before) {
                LOG.warn(
                    "clock of the insurance platform and ours for {}: {} s apart{}",
                    institution,
                    skew.toSeconds(),
                    before ? ", within the tolerance again" : ", check the time service (NTP)");
              }
            });
  }

  /** Positive when the platform's clock is ahead of ours. */
  public Duration skew() {
    return skew;
  }

  /** Whether the platform told its time since the start; before that nothing is known. */
  public boolean heard() {
    return heard;
  }

  public boolean beyond() {
    return skew.abs().compareTo(tolerance) > 0;
  }

  private static Duration after(Instant received, Instant time) {
    return time.isAfter(received) ? between(received, time) : Duration.ZERO;
  }

  private static Duration between(Instant ours, Instant time) {
    Duration apart = Duration.between(ours, time);
    // Times without milliseconds are up to a second early.
    return apart.abs().compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ZERO : apart;
  }

  private static Optional<Instant> told(InsuranceAnswer answer) {
    return time(answer.responded())
        .or(() -> time(answer.received()))
        .or(
            () ->
                answer.code() != 0 || answer.output().rows("setlinfo").size() != 1
                    ? Optional.empty()
                    : answer
                        .output()
                        .rows("setlinfo")
                        .get(0)
                        .text("setl_time")
                        .flatMap(t -> time(t)));
  }

  private static Optional<Instant> time(String text) {
    if (text == null) {
      return Optional.empty();
    }
    for (DateTimeFormatter form : FORMS) {
      try {
        return Optional.of(LocalDateTime.parse(text.strip(), form).atZone(CHINA).toInstant());
      } catch (DateTimeParseException e) {
        // Of another form, or none of a time.
      }
    }
    return Optional.empty();
  }
}
