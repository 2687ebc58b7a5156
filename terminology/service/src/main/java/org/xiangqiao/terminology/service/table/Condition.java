package org.xiangqiao.terminology.service.table;

import java.util.ArrayList;
import java.util.List;

/** A condition of SQL over {@code code_concept c} and the values in it. */
record Condition(String sql, List<Object> values) {

  Condition {
    values = List.copyOf(values);
  }

  static Condition of(String sql, Object... values) {
    return new Condition(sql, List.of(values));
  }

  Condition and(Condition other) {
    List<Object> both = new ArrayList<>(values);
    both.addAll(other.values);
    return new Condition(sql + " and " + other.sql, both);
  }

  Condition negated() {
    return new Condition("not (" + sql + ")", values);
  }
}
