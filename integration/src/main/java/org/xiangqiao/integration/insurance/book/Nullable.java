package org.xiangqiao.integration.insurance.book;

import java.sql.Types;
import org.springframework.jdbc.core.SqlParameterValue;

/**
 * Values that may be null, with their types: one without a type makes another statement of the same
 * text, which the database has to plan anew each time that the two take turns.
 */
final class Nullable {

  private Nullable() {}

  static Object text(String value) {
    return new SqlParameterValue(Types.VARCHAR, value);
  }

  static Object number(Long value) {
    return new SqlParameterValue(Types.BIGINT, value);
  }
}
