package org.xiangqiao.mappings.insurance.envelope;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fields of one row of a node, in order: texts, numbers, and rows within. Immutable. Says its keys
 * and never its values, so that no person reaches a log by accident.
 */
public final class Row {

  /** What the platform's files and some answers write for "nothing". */
  private static final String NOTHING = "null";

  private static final Row EMPTY = new Row(Map.of());

  private final Map<String, Object> values;

  private Row(Map<String, Object> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  public static Row empty() {
    return EMPTY;
  }

  public static Builder builder() {
    return new Builder();
  }

  public Set<String> keys() {
    return values.keySet();
  }

  /** A {@link String}, a {@link BigDecimal} or a list of rows; {@code null} when absent. */
  public Object value(String key) {
    return values.get(key);
  }

  /** Whether there is more than blanks and the word null. */
  public boolean has(String key) {
    Object value = values.get(key);
    return value instanceof List<?> rows ? !rows.isEmpty() : text(key).isPresent();
  }

  /** Without blanks around it; a number in plain digits. */
  public Optional<String> text(String key) {
    Object value = values.get(key);
    if (value instanceof BigDecimal number) {
      return Optional.of(number.toPlainString());
    }
    return Optional.ofNullable(value instanceof String text ? text.strip() : null)
        .filter(text -> !text.isEmpty() && !text.equals(NOTHING));
  }

  /** Numbers travel as numbers and as texts; empty also when the text is no number. */
  public Optional<BigDecimal> number(String key) {
    return values.get(key) instanceof BigDecimal number
        ? Optional.of(number)
        : text(key).flatMap(Numbers::parse);
  }

  /** Rows of a node within this one. */
  public List<Row> rows(String key) {
    return values.get(key) instanceof List<?> rows
        ? rows.stream().map(Row.class::cast).toList()
        : List.of();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Row row && row.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return "Row" + values.keySet();
  }

  /** Takes what is there and leaves out what is not. */
  public static final class Builder {

    private final Map<String, Object> values = new LinkedHashMap<>();

    private Builder() {}

    public Builder put(String key, String text) {
      return add(key, text == null || text.isBlank() ? null : text);
    }

    /** One beyond the bound is kept as its text, which is no number for whoever reads it. */
    public Builder put(String key, BigDecimal number) {
      return add(
          key, number == null || Numbers.bounded(number) ? number : (Object) number.toString());
    }

    public Builder put(String key, List<Row> rows) {
      return add(key, rows == null ? null : List.copyOf(rows));
    }

    public Row build() {
      return new Row(values);
    }

    private Builder add(String key, Object value) {
      if (value != null) {
        values.put(key, value);
      }
      return this;
    }
  }
}
