package org.xiangqiao.store.index;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Timing;

/**
 * The instants that a date covers (R4 search.html#date): a date of lower precision covers all of
 * it, to the millisecond; without a zone it is China's time.
 *
 * @param low first instant
 * @param high last instant
 */
public record DateRange(Instant low, Instant high) {

  /** Zone of dates and times that name none. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** Where a period without a start begins. */
  public static final Instant FAR_PAST = Instant.parse("0001-01-01T00:00:00Z");

  /** Where a period without an end ends. */
  public static final Instant FAR_FUTURE = Instant.parse("9999-12-31T23:59:59.999Z");

  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{4})(?:-(\\d\\d)(?:-(\\d\\d)(?:T(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,9}))?)?"
              + "(Z|[+-]\\d\\d:\\d\\d)?)?)?)?");

  /** Reads {@code YYYY[-MM[-DD[Thh:mm[:ss[.fff]][zone]]]]}; empty if it is none. */
  public static Optional<DateRange> parse(String text) {
    Matcher date = text == null ? null : DATE.matcher(text);
    if (date == null || !date.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(range(date));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static DateRange range(Matcher date) {
    int year = Integer.parseInt(date.group(1));
    if (date.group(2) == null) {
      LocalDate first = LocalDate.of(year, 1, 1);
      return between(first.atStartOfDay(), first.plusYears(1).atStartOfDay(), ZONE);
    }
    int month = Integer.parseInt(date.group(2));
    if (date.group(3) == null) {
      YearMonth whole = YearMonth.of(year, month);
      return between(
          whole.atDay(1).atStartOfDay(), whole.plusMonths(1).atDay(1).atStartOfDay(), ZONE);
    }
    LocalDate day = LocalDate.of(year, month, Integer.parseInt(date.group(3)));
    if (date.group(4) == null) {
      return between(day.atStartOfDay(), day.plusDays(1).atStartOfDay(), ZONE);
    }
    ZoneId zone = date.group(8) == null ? ZONE : ZoneOffset.of(date.group(8));
    LocalDateTime minute =
        day.atTime(Integer.parseInt(date.group(4)), Integer.parseInt(date.group(5)));
    if (date.group(6) == null) {
      return between(minute, minute.plusMinutes(1), zone);
    }
    // A leap second is the last one of its minute here.
    LocalDateTime second = minute.withSecond(Math.min(59, Integer.parseInt(date.group(6))));
    if (date.group(7) == null) {
      return between(second, second.plusSeconds(1), zone);
    }
    int millis = Integer.parseInt((date.group(7) + "00").substring(0, 3));
    Instant instant = second.plusNanos(millis * 1_000_000L).atZone(zone).toInstant();
    return new DateRange(instant, instant);
  }

  private static DateRange between(LocalDateTime first, LocalDateTime next, ZoneId zone) {
    return new DateRange(
        first.atZone(zone).toInstant(), next.atZone(zone).toInstant().minusMillis(1));
  }

  /** What a date, dateTime, instant, Period or Timing covers; empty for anything else. */
  public static Optional<DateRange> of(Base element) {
    if (element instanceof BaseDateTimeType date) {
      return parse(date.getValueAsString());
    }
    if (element instanceof Period period) {
      return ofPeriod(period);
    }
    if (element instanceof Timing timing) {
      return ofTiming(timing);
    }
    return Optional.empty();
  }

  private static Optional<DateRange> ofPeriod(Period period) {
    Optional<DateRange> start = of(period.getStartElement());
    Optional<DateRange> end = of(period.getEndElement());
    if (start.isEmpty() && end.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new DateRange(
            start.map(DateRange::low).orElse(FAR_PAST),
            end.map(DateRange::high).orElse(FAR_FUTURE)));
  }

  /** The outer limits of the events and of the bounding period. */
  private static Optional<DateRange> ofTiming(Timing timing) {
    Optional<DateRange> range =
        timing.getRepeat().getBounds() instanceof Period bounds
            ? ofPeriod(bounds)
            : Optional.empty();
    for (DateTimeType event : timing.getEvent()) {
      Optional<DateRange> at = of(event);
      if (at.isPresent()) {
        range = Optional.of(range.map(at.get()::span).orElse(at.get()));
      }
    }
    return range;
  }

  /** The shortest range that covers both. */
  public DateRange span(DateRange other) {
    return new DateRange(
        low.isBefore(other.low) ? low : other.low, high.isAfter(other.high) ? high : other.high);
  }
}
