package org.xiangqiao.mappings.insurance.fhir;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Money;
import org.xiangqiao.mappings.insurance.envelope.Numbers;

/** Values of elements as the platform writes them, and back: times in Asia/Shanghai. */
final class Values {

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final DateTimeFormatter FHIR_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

  private Values() {}

  /** {@code yyyy-MM-dd HH:mm:ss} of the moment in China; a mere day is its beginning. */
  static String time(BaseDateTimeType value) {
    if (value == null || !value.hasValue()) {
      return null;
    }
    String text = value.asStringValue();
    return switch (text.length()) {
      case 4, 7 -> null;
      case 10 -> text + " 00:00:00";
      default -> TIME.format(value.getValue().toInstant().atZone(ZONE));
    };
  }

  static String date(BaseDateTimeType value) {
    String time = time(value);
    return time == null ? null : time.substring(0, 10);
  }

  static DateTimeType moment(Instant instant) {
    return new DateTimeType(FHIR_TIME.format(instant.atZone(ZONE)));
  }

  /** The platform's time as FHIR; a mere day stays a day; empty when it is neither. */
  static Optional<DateTimeType> moment(String text) {
    try {
      return Optional.of(
          text.length() == 10
              ? new DateTimeType(LocalDate.parse(text).toString())
              : new DateTimeType(FHIR_TIME.format(LocalDateTime.parse(text, TIME).atZone(ZONE))));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The platform's accounting day. */
  static Optional<DateType> day(String text) {
    return moment(text).map(moment -> new DateType(moment.asStringValue().substring(0, 10)));
  }

  static Money money(BigDecimal amount) {
    return new Money().setValue(exact(amount)).setCurrency("CNY");
  }

  /**
   * With two decimals at least and never rounded: what does not fit is for the checks to say, and
   * what is beyond all amounts is not expanded.
   */
  static BigDecimal exact(BigDecimal amount) {
    if (amount == null || !Numbers.bounded(amount)) {
      return amount;
    }
    BigDecimal shortest = amount.stripTrailingZeros();
    return shortest.setScale(Math.max(2, shortest.scale()));
  }

  static String identifier(List<Identifier> identifiers, String system) {
    return identifiers.stream()
        .filter(identifier -> system.equals(identifier.getSystem()))
        .map(Identifier::getValue)
        .findFirst()
        .orElse(null);
  }

  static String code(CodeableConcept concept, String system) {
    return coding(concept, system).map(Coding::getCode).orElse(null);
  }

  static Optional<Coding> coding(CodeableConcept concept, String system) {
    return concept.getCoding().stream()
        .filter(coding -> system.equals(coding.getSystem()) && coding.hasCode())
        .findFirst();
  }

  /** Display of the coding, else the concept's text. */
  static String name(CodeableConcept concept, Coding coding) {
    return coding != null && coding.hasDisplay() ? coding.getDisplay() : concept.getText();
  }
}
