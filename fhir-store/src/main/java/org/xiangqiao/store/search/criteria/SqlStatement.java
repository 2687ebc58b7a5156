package org.xiangqiao.store.search.criteria;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.PreparedStatementCreator;

/**
 * A statement with its values, bound and never part of the text, so that equal shapes have equal
 * texts.
 */
public final class SqlStatement implements PreparedStatementCreator {

  private final StringBuilder text = new StringBuilder(512);
  private final List<Object> values = new ArrayList<>();
  private boolean planForValues;

  public SqlStatement add(String part, Object... bound) {
    text.append(part);
    values.addAll(List.of(bound));
    return this;
  }

  /** The database plans each run for its values, instead of keeping one plan for all. */
  public void planForValues() {
    planForValues = true;
  }

  public String text() {
    return text.toString();
  }

  public List<Object> values() {
    return List.copyOf(values);
  }

  @Override
  public PreparedStatement createPreparedStatement(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text());
    if (planForValues) {
      statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    }
    for (int i = 0; i < values.size(); i++) {
      bind(connection, statement, i + 1, values.get(i));
    }
    return statement;
  }

  private static void bind(Connection connection, PreparedStatement statement, int at, Object value)
      throws SQLException {
    if (value instanceof long[] numbers) {
      statement.setArray(at, connection.createArrayOf("int8", box(numbers)));
    } else if (value instanceof String[] texts) {
      statement.setArray(at, connection.createArrayOf("text", texts));
    } else if (value instanceof Instant instant) {
      statement.setObject(at, instant.atOffset(ZoneOffset.UTC));
    } else {
      statement.setObject(at, value);
    }
  }

  private static Long[] box(long[] numbers) {
    Long[] boxed = new Long[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      boxed[i] = numbers[i];
    }
    return boxed;
  }
}
