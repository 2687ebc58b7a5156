package org.xiangqiao.programmes.supervision;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.xiangqiao.programmes.benefit.CareLevel;

/**
 * Reads a county's facts about items: UTF-8 CSV with a header, lines that begin with # are
 * comments, several values of a cell are parted by blanks. All that is wrong is told at once.
 */
public final class ItemFile {

  static final List<String> COLUMNS =
      List.of(
          "code",
          "name",
          "level",
          "from",
          "to",
          "price_limit",
          "sex",
          "age_min",
          "age_max",
          "diagnoses",
          "levels",
          "per_day",
          "part_of",
          "daily_quantity",
          "max_days",
          "ingredient",
          "trace");

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setCommentMarker('#')
          .setIgnoreEmptyLines(true)
          .setTrim(true)
          .get();

  private ItemFile() {}

  /**
   * @throws IllegalArgumentException with every row that cannot be read
   */
  public static Items read(Reader csv) throws IOException {
    List<String> wrong = new ArrayList<>();
    List<ItemFact> facts = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(csv, FORMAT)) {
      if (!parser.getHeaderNames().equals(COLUMNS)) {
        throw new IllegalArgumentException("the header must be " + String.join(",", COLUMNS));
      }
      for (CSVRecord row : parser) {
        try {
          facts.add(fact(row));
        } catch (IllegalArgumentException e) {
          wrong.add("row " + row.getRecordNumber() + ": " + e.getMessage());
        }
      }
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", wrong));
    }
    return new Items(facts);
  }

  /** The file that shows the form; its limits are nobody's. */
  public static Items example() throws IOException {
    try (InputStream csv = ItemFile.class.getResourceAsStream("example-items.csv")) {
      return read(new InputStreamReader(csv, StandardCharsets.UTF_8));
    }
  }

  private static ItemFact fact(CSVRecord row) {
    if (!row.isConsistent()) {
      throw new IllegalArgumentException("has not the cells of the header");
    }
    String code = row.get("code");
    if (code.isEmpty()) {
      throw new IllegalArgumentException("code is missing");
    }
    LocalDate from = one(row, "from", LocalDate::parse);
    if (from == null) {
      throw new IllegalArgumentException("from is missing");
    }
    return new ItemFact(
        code,
        one(row, "level", ItemFile::level),
        from,
        one(row, "to", LocalDate::parse),
        one(row, "price_limit", ItemFile::positive),
        one(row, "sex", ItemFile::sex),
        one(row, "age_min", Integer::valueOf),
        one(row, "age_max", Integer::valueOf),
        several(row, "diagnoses"),
        levels(row),
        one(row, "per_day", ItemFile::positive),
        several(row, "part_of"),
        one(row, "daily_quantity", ItemFile::positive),
        one(row, "max_days", ItemFile::positive),
        one(row, "ingredient", Function.identity()),
        one(row, "trace", ItemFile::yes));
  }

  private static Set<CareLevel> levels(CSVRecord row) {
    try {
      return several(row, "levels").stream().map(ItemFile::level).collect(Collectors.toSet());
    } catch (RuntimeException e) {
      throw unreadable("levels");
    }
  }

  private static <T> T one(CSVRecord row, String column, Function<String, T> form) {
    String cell = row.get(column);
    try {
      return cell.isEmpty() ? null : form.apply(cell);
    } catch (RuntimeException e) {
      throw unreadable(column);
    }
  }

  private static List<String> several(CSVRecord row, String column) {
    String cell = row.get(column);
    return cell.isEmpty() ? List.of() : Arrays.asList(cell.split(" +"));
  }

  private static BigDecimal positive(String cell) {
    BigDecimal number = new BigDecimal(cell);
    if (number.signum() <= 0) {
      throw new IllegalArgumentException();
    }
    return number;
  }

  private static CareLevel level(String cell) {
    return CareLevel.valueOf(cell.toUpperCase(Locale.ROOT));
  }

  private static Insured.Sex sex(String cell) {
    return switch (cell) {
      case "1" -> Insured.Sex.MALE;
      case "2" -> Insured.Sex.FEMALE;
      default -> throw new IllegalArgumentException();
    };
  }

  private static Boolean yes(String cell) {
    return switch (cell) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  private static IllegalArgumentException unreadable(String column) {
    return new IllegalArgumentException(column + " cannot be read");
  }
}
