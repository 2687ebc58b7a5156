package org.xiangqiao.terminology.validation.invariant;

import java.util.List;
import org.xiangqiao.terminology.validation.json.Node;

/** A rule as functions over nodes; values that these cannot handle go to HAPI's engine. */
final class TranslatedRule implements Rule {

  private final Step expression;
  private final Rule engine;

  TranslatedRule(Step expression, Rule engine) {
    this.expression = expression;
    this.engine = engine;
  }

  @Override
  public boolean holds(Node focus, Surroundings around) {
    try {
      List<Object> self = List.of(focus);
      List<Object> result = expression.of(new Frame(focus, around, self, List.of()), self);
      if (result.size() == 1) {
        Object only = Items.value(result.get(0));
        return !(only instanceof Boolean truth) || truth;
      }
      return !result.isEmpty();
    } catch (Untranslatable e) {
      return engine.holds(focus, around);
    }
  }
}
