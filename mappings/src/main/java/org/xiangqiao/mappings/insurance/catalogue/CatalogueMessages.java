package org.xiangqiao.mappings.insurance.catalogue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/**
 * Questions for catalogues (1304, 1312 …) and dictionaries (1901), and the rows of their answers.
 */
public final class CatalogueMessages {

  private static final String DATA = "data";
  private static final String NOT_VALID = "0";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  /**
   * A row of a catalogue.
   *
   * @param fields all that the platform told, by its keys
   */
  public record Entry(
      String code,
      String display,
      boolean valid,
      LocalDateTime updated,
      Map<String, String> fields) {}

  /** A code of a dictionary. */
  public record Code(String code, String meaning, String parent) {}

  /**
   * One page of what changed since a day.
   *
   * @param page from 1
   */
  public Payload page(LocalDate since, int page, int size) {
    return Payload.of(
        DATA,
        Row.builder()
            .put("updt_time", since.toString())
            .put("page_num", BigDecimal.valueOf(page))
            .put("page_size", BigDecimal.valueOf(size))
            .build());
  }

  /**
   * 1901 字典表查询.
   *
   * @param parent {@code parentValue}: what it means is for the province to say
   */
  public Payload dictionary(String type, String parent, String district, LocalDate day) {
    return Payload.of(
        DATA,
        Row.builder()
            .put("type", type)
            .put("parentValue", parent)
            .put("admdvs", district)
            .put("date", day.toString())
            .put("valiFlag", "1")
            .build());
  }

  /** Rows of a page, under whatever node they stand. */
  public List<Row> rows(Payload answer) {
    return answer.nodes().values().stream()
        .max(Comparator.comparingInt(List::size))
        .orElse(List.of());
  }

  /** Empty when the row has no code, no name or no time of update. */
  public Optional<Entry> entry(CatalogueDefinition catalogue, Row row) {
    Optional<String> code = row.text(catalogue.code());
    Optional<String> display =
        catalogue.displays().stream().flatMap(key -> row.text(key).stream()).findFirst();
    Optional<LocalDateTime> updated = row.text("updt_time").flatMap(CatalogueMessages::time);
    if (code.isEmpty() || display.isEmpty() || updated.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (String key : catalogue.keys()) {
      row.text(key).ifPresent(text -> fields.put(key, plain(text)));
    }
    boolean valid = row.text("vali_flag").filter(NOT_VALID::equals).isEmpty();
    return Optional.of(
        new Entry(plain(code.get()), plain(display.get()), valid, updated.get(), fields));
  }

  /** Empty when the row has no code or meaning. */
  public Optional<Code> code(Row row) {
    return row.text("value")
        .flatMap(
            value ->
                row.text("label")
                    .map(
                        label ->
                            new Code(
                                plain(value),
                                plain(label),
                                row.text("parent_value")
                                    .map(CatalogueMessages::plain)
                                    .orElse(null))));
  }

  /** Codes out of use are told too, where a platform does not mind {@code valiFlag}. */
  public boolean inUse(Row row) {
    return row.text("valiFlag").or(() -> row.text("vali_flag")).filter(NOT_VALID::equals).isEmpty();
  }

  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ").strip();
  }

  private static Optional<LocalDateTime> time(String text) {
    try {
      return Optional.of(
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay()
              : LocalDateTime.parse(text.length() > 19 ? text.substring(0, 19) : text, TIME));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
