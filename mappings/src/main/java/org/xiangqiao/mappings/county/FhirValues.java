package org.xiangqiao.mappings.county;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** Reads codes, texts and partial dates of FHIR elements. */
final class FhirValues {

  private FhirValues() {}

  static Optional<String> code(CodeableConcept concept, String system) {
    return coding(concept, system).map(Coding::getCode);
  }

  static Optional<String> display(CodeableConcept concept, String system) {
    return coding(concept, system).map(Coding::getDisplay);
  }

  /** Text, else the first display; null when there is neither. */
  static String text(CodeableConcept concept) {
    return Stream.concat(
            Stream.ofNullable(concept.getText()),
            concept.getCoding().stream().map(Coding::getDisplay).filter(d -> d != null))
        .findFirst()
        .orElse(null);
  }

  /** Of a FHIR date: year, month or day. */
  static LocalDate lastDay(String date) {
    return switch (date.length()) {
      case 4 -> LocalDate.of(Integer.parseInt(date), 12, 31);
      case 7 -> YearMonth.parse(date).atEndOfMonth();
      default -> LocalDate.parse(date);
    };
  }

  /** A FHIR dateTime always has its seconds. */
  static String seconds(OffsetDateTime time) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").format(time);
  }

  private static Optional<Coding> coding(CodeableConcept concept, String system) {
    return concept.getCoding().stream()
        .filter(coding -> system.equals(coding.getSystem()) && coding.hasCode())
        .findFirst();
  }
}
