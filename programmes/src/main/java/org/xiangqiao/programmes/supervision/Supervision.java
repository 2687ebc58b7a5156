package org.xiangqiao.programmes.supervision;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The rules of a county over its facts: checks a bill before money moves (事前审核). */
public final class Supervision {

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::action)
          .thenComparing(
              Finding::position, Comparator.nullsFirst(Comparator.<Integer>naturalOrder()))
          .thenComparing(finding -> finding.rule().id())
          .thenComparing(Finding::place);

  private final Rules rules;
  private final Map<String, RuleAction> decided;
  private final Items items;

  /**
   * @param decided what the county decided, by rule id
   * @throws IllegalArgumentException if it decided about a rule that is not there
   */
  public Supervision(Rules rules, Map<String, RuleAction> decided, Items items) {
    for (String id : decided.keySet()) {
      if (!rules.ids().contains(id)) {
        throw new IllegalArgumentException("no supervision rule of the name " + id);
      }
    }
    this.rules = rules;
    this.decided = Map.copyOf(decided);
    this.items = items;
  }

  /**
   * @return what refuses first, then by place
   */
  public List<Finding> check(Evidence evidence) {
    return rules.on(evidence.bill().day()).stream()
        .filter(rule -> action(rule) != RuleAction.OFF)
        .flatMap(
            rule ->
                Objects.requireNonNull(Checks.of(rule.id()))
                    .hits(evidence, items, rule)
                    .map(hit -> Finding.of(rule, action(rule), hit)))
        .sorted(ORDER)
        .toList();
  }

  private RuleAction action(Rule rule) {
    return decided.getOrDefault(rule.id(), rule.action());
  }
}
