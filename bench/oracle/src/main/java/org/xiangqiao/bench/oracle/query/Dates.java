package org.xiangqiao.bench.oracle.query;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Timing;

/** Conditions on date parameters (R4 search.html#date). */
final class Dates implements Conditions {

  static final List<String> PREFIXES =
      List.of("", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap");

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX");
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm");
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

  @Override
  public List<Criterion> of(Parameter parameter, List<Base> values, Pick pick) {
    List<Criterion> all = new ArrayList<>();
    List<BaseDateTimeType> dates = values.stream().flatMap(value -> dates(value).stream()).toList();
    if (dates.isEmpty()) {
      return all;
    }
    for (String prefix : PREFIXES) {
      String value = literal(pick.from(dates), pick);
      all.add(
          new Criterion(
              parameter.name(), prefix + value, "date " + (prefix.isEmpty() ? "=" : prefix)));
    }
    String one = literal(pick.from(dates), pick);
    String other = literal(pick.from(dates), pick);
    all.add(new Criterion(parameter.name(), one + "," + other, "date or"));
    all.add(
        new Criterion(parameter.name(), pick.from(dates).getValueAsString(), "date as written"));
    return all;
  }

  static List<BaseDateTimeType> dates(Base value) {
    List<BaseDateTimeType> dates = new ArrayList<>();
    if (value instanceof BaseDateTimeType date && date.hasValue()) {
      dates.add(date);
    } else if (value instanceof Period period) {
      if (period.hasStart()) {
        dates.add(period.getStartElement());
      }
      if (period.hasEnd()) {
        dates.add(period.getEndElement());
      }
    } else if (value instanceof Timing timing) {
      dates.addAll(timing.getEvent());
    }
    return dates;
  }

  /** The date in one of the precisions and zones in which it can be asked for. */
  static String literal(BaseDateTimeType date, Pick pick) {
    String written = date.getValueAsString();
    if (written.length() <= 10) {
      return pick.of(written, written, written.substring(0, 4));
    }
    Instant instant = date.getValue().toInstant();
    return switch (pick.below(8)) {
      case 0 -> written.substring(0, 4);
      case 1 -> written.substring(0, 7);
      case 2 -> MINUTES.format(instant.atZone(SHANGHAI));
      case 3 -> SECONDS.format(instant.atZone(ZoneOffset.UTC));
      case 4 -> SECONDS.format(instant.atZone(ZoneOffset.ofHours(-5)));
      case 5 -> MILLIS.format(instant.atZone(SHANGHAI));
      case 6 -> SECONDS.format(instant.atZone(SHANGHAI));
      default -> written.substring(0, 10);
    };
  }
}
