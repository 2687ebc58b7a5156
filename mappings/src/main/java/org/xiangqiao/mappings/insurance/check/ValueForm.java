package org.xiangqiao.mappings.insurance.check;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;
import org.xiangqiao.mappings.insurance.FieldSize;
import org.xiangqiao.mappings.insurance.FieldType;
import org.xiangqiao.mappings.insurance.envelope.Row;

/** Whether a value has the form of its type; says which rule it breaks. */
final class ValueForm {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

  private ValueForm() {}

  static Optional<String> broken(FieldType type, FieldSize size, Row row, String key) {
    String text = row.text(key).orElse(null);
    if (text == null) {
      // Rows within: their own fields are looked at.
      return Optional.empty();
    }
    return switch (type) {
      case STRING, OBJECT ->
          size.known() && text.codePointCount(0, text.length()) > size.length()
              ? Optional.of("length")
              : Optional.empty();
      case NUMBER -> number(size, row.number(key).orElse(null));
      case DATE -> parses(() -> LocalDate.parse(text)) ? Optional.empty() : Optional.of("date");
      case DATETIME ->
          parses(() -> LocalDateTime.parse(text, TIME)) ? Optional.empty() : Optional.of("time");
    };
  }

  private static Optional<String> number(FieldSize size, BigDecimal number) {
    if (number == null) {
      return Optional.of("number");
    }
    BigDecimal shortest = number.stripTrailingZeros();
    boolean fits =
        !size.known()
            || shortest.scale() <= size.scale()
                && shortest.precision() - shortest.scale() <= size.wholeDigits();
    return fits ? Optional.empty() : Optional.of("digits");
  }

  private static boolean parses(Runnable parser) {
    try {
      parser.run();
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
