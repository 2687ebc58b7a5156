package org.xiangqiao.mappings.hl7v2;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;

/**
 * An HL7 time stamp (TS, DTM, DT) as precise as it was written; without a zone it is Asia/Shanghai.
 *
 * @param start first moment that the text may mean
 * @param digits how many digits of date and time were given: 4 year … 14 second
 */
record Hl7Time(OffsetDateTime start, int digits) {

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static final Pattern FORM =
      Pattern.compile("(\\d{4}(?:\\d{2}){0,5})(?:(?<=\\d{14})\\.(\\d{1,4}))?([+-]\\d{4})?");
  private static final String UNSAID = "00000101000000";

  static Optional<Hl7Time> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String said = matcher.group(1);
    String full = said + UNSAID.substring(said.length());
    try {
      LocalDateTime local =
          LocalDateTime.of(
              part(full, 0, 4),
              part(full, 4, 6),
              part(full, 6, 8),
              part(full, 8, 10),
              part(full, 10, 12),
              part(full, 12, 14),
              nanos(matcher.group(2)));
      OffsetDateTime start =
          matcher.group(3) == null
              ? local.atZone(ZONE).toOffsetDateTime()
              : local.atOffset(ZoneOffset.of(matcher.group(3)));
      return Optional.of(new Hl7Time(start, said.length()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The whole day is known. */
  boolean hasDay() {
    return digits >= 8;
  }

  boolean hasTime() {
    return digits > 8;
  }

  /** The calendar day in China. */
  LocalDate date() {
    return hasTime() ? start.atZoneSameInstant(ZONE).toLocalDate() : start.toLocalDate();
  }

  DateTimeType dateTime() {
    return hasTime()
        ? new DateTimeType(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").format(start))
        : new DateTimeType(partialDate());
  }

  DateType dateOnly() {
    return new DateType(hasTime() ? date().toString() : partialDate());
  }

  private String partialDate() {
    return start.toLocalDate().toString().substring(0, digits == 4 ? 4 : digits == 6 ? 7 : 10);
  }

  private static int part(String text, int from, int to) {
    return Integer.parseInt(text.substring(from, to));
  }

  private static int nanos(String fraction) {
    return fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
  }
}
