package org.xiangqiao.programmes.supervision;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A supervision rule (监管规则) as its data file has it.
 *
 * @param id as in configuration, answers and {@code DetectedIssue.code}
 * @param from first day of service that it is for
 * @param to last day, or null
 * @param action where a county has decided nothing
 * @param says what a hit means, with places
 * @param basis the legal base (法律依据)
 * @param confirmation independent sources of the rule; 0: from memory
 * @param source of basis and parameters
 */
public record Rule(
    String id,
    LocalDate from,
    LocalDate to,
    RuleAction action,
    Text title,
    Text says,
    Text remedy,
    Text basis,
    int confirmation,
    String source,
    Map<String, List<String>> parameters) {

  public Rule {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(says, "says");
    Objects.requireNonNull(remedy, "remedy");
    Objects.requireNonNull(basis, "basis");
    Objects.requireNonNull(source, "source");
    parameters = parameters == null ? Map.of() : Map.copyOf(parameters);
  }

  boolean on(LocalDate day) {
    return !day.isBefore(from) && (to == null || !day.isAfter(to));
  }

  BigDecimal number(String parameter) {
    return new BigDecimal(list(parameter).get(0));
  }

  List<String> list(String parameter) {
    List<String> values = parameters.get(parameter);
    if (values == null || values.isEmpty()) {
      throw new IllegalStateException("rule " + id + " needs the parameter " + parameter);
    }
    return values;
  }
}
