package org.xiangqiao.terminology.validation.invariant;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.util.Locale;

/** A date or time, as exact as it was written (FHIRPath 6.2, comparison of dates). */
record Moment(String text) {

  private static final int DAY = 10;

  /** Null if their exactness does not tell; others than days and instants are for the engine. */
  Integer compare(Moment other) {
    check();
    other.check();
    boolean time = text.indexOf('T') >= 0;
    boolean otherTime = other.text.indexOf('T') >= 0;
    if (!time && !otherTime) {
      if (text.length() == other.text.length()) {
        return Integer.signum(text.compareTo(other.text));
      }
      int common = Math.min(text.length(), other.text.length());
      int order = text.substring(0, common).compareTo(other.text.substring(0, common));
      return order == 0 ? null : Integer.valueOf(Integer.signum(order));
    }
    if (time && otherTime) {
      return Integer.signum(instant().compareTo(other.instant()));
    }
    throw new Untranslatable("date and time");
  }

  /** A rule over what is no date is broken. */
  private void check() {
    try {
      switch (text.length()) {
        case 4 -> Year.parse(text);
        case 7 -> YearMonth.parse(text);
        case DAY -> LocalDate.parse(text);
        default -> {
          if (text.length() < DAY) {
            throw new RuleException("no date");
          }
        }
      }
    } catch (DateTimeException e) {
      throw new RuleException("no date");
    }
  }

  private java.time.Instant instant() {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new Untranslatable("time");
    }
  }

  /** With so many units of the calendar more, {@code years} to {@code days}. */
  Moment plus(long count, String unit) {
    if (text.length() != DAY) {
      throw new Untranslatable("no day");
    }
    try {
      LocalDate day = LocalDate.parse(text);
      return new Moment(
          switch (unit.toLowerCase(Locale.ROOT)) {
            case "year", "years" -> day.plusYears(count).toString();
            case "month", "months" -> day.plusMonths(count).toString();
            case "week", "weeks" -> day.plusWeeks(count).toString();
            case "day", "days" -> day.plusDays(count).toString();
            default -> throw new Untranslatable("unit");
          });
    } catch (DateTimeException e) {
      throw new Untranslatable("day");
    }
  }
}
