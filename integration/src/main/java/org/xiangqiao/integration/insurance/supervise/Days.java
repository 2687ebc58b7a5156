package org.xiangqiao.integration.insurance.supervise;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import org.hl7.fhir.r4.model.BaseDateTimeType;

/** Days and times of elements in China; null where the element does not tell them. */
final class Days {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final int MONTH = 7;
  private static final int DAY = 10;

  private Days() {}

  static LocalDate day(BaseDateTimeType value) {
    if (value == null || !value.hasValue() || value.asStringValue().length() < DAY) {
      return null;
    }
    return value.asStringValue().length() == DAY
        ? LocalDate.parse(value.asStringValue())
        : value.getValue().toInstant().atZone(CHINA).toLocalDate();
  }

  static LocalTime time(BaseDateTimeType value) {
    return day(value) == null || value.asStringValue().length() == DAY
        ? null
        : value.getValue().toInstant().atZone(CHINA).toLocalTime();
  }

  /** The last day that a year or a month may mean. */
  static LocalDate last(BaseDateTimeType value) {
    if (value == null || !value.hasValue()) {
      return null;
    }
    String text = value.asStringValue();
    if (text.length() >= DAY) {
      return day(value);
    }
    return text.length() == MONTH
        ? YearMonth.parse(text).atEndOfMonth()
        : LocalDate.of(Integer.parseInt(text), 12, 31);
  }
}
