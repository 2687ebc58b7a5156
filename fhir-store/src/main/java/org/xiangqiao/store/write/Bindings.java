package org.xiangqiao.store.write;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Binds parameters one after the other; a column of many rows is one array. */
final class Bindings {

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private final PreparedStatement statement;
  private int position;

  Bindings(PreparedStatement statement) {
    this.statement = statement;
  }

  Bindings value(int value) throws SQLException {
    statement.setInt(++position, value);
    return this;
  }

  Bindings value(short value) throws SQLException {
    statement.setShort(++position, value);
    return this;
  }

  Bindings value(Instant value) throws SQLException {
    statement.setLong(++position, millis(value));
    return this;
  }

  Bindings longs(Collection<Long> values) throws SQLException {
    return array("int8", values.toArray(Long[]::new));
  }

  <T> Bindings longs(List<T> rows, Function<T, Long> column) throws SQLException {
    return array("int8", rows.stream().map(column).toArray(Long[]::new));
  }

  <T> Bindings shorts(List<T> rows, Function<T, Short> column) throws SQLException {
    return array("int2", rows.stream().map(column).toArray(Short[]::new));
  }

  <T> Bindings instants(List<T> rows, Function<T, Instant> column) throws SQLException {
    return array("int8", rows.stream().map(column).map(Bindings::millis).toArray(Long[]::new));
  }

  Bindings texts(Collection<String> values) throws SQLException {
    return array("text", values.stream().map(Bindings::text).toArray(String[]::new));
  }

  <T> Bindings texts(List<T> rows, Function<T, String> column) throws SQLException {
    return array("text", rows.stream().map(column).map(Bindings::text).toArray(String[]::new));
  }

  <T> Bindings decimals(List<T> rows, Function<T, BigDecimal> column) throws SQLException {
    return array("numeric", rows.stream().map(column).toArray(BigDecimal[]::new));
  }

  <T> Bindings doubles(List<T> rows, Function<T, Double> column) throws SQLException {
    return array("float8", rows.stream().map(column).toArray(Double[]::new));
  }

  Bindings booleans(Collection<Boolean> values) throws SQLException {
    return array("bool", values.toArray(Boolean[]::new));
  }

  private Bindings array(String type, Object[] values) throws SQLException {
    statement.setArray(++position, statement.getConnection().createArrayOf(type, values));
    return this;
  }

  /** PostgreSQL text cannot hold U+0000. */
  private static String text(String value) {
    return value == null || value.indexOf('\0') < 0 ? value : value.replace("\0", "");
  }

  private static Long millis(Instant instant) {
    if (instant == null) {
      return null;
    }
    Instant bounded = instant.isBefore(FIRST) ? FIRST : instant.isAfter(LAST) ? LAST : instant;
    return bounded.toEpochMilli();
  }
}
