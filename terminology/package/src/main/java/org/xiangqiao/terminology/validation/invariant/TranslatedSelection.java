package org.xiangqiao.terminology.validation.invariant;

import java.util.List;
import org.xiangqiao.terminology.validation.json.Node;

/** A selection as functions over nodes; values that these cannot handle go to HAPI's engine. */
final class TranslatedSelection implements Selection {

  private final Step expression;
  private final Selection engine;

  TranslatedSelection(Step expression, Selection engine) {
    this.expression = expression;
    this.engine = engine;
  }

  @Override
  public boolean has(Node element, Surroundings around) {
    try {
      Node resource = around.resource();
      List<Object> self = List.of(resource);
      Frame frame = new Frame(resource, around, self, List.of());
      return expression.of(frame, self).stream().anyMatch(found -> found == element);
    } catch (Untranslatable e) {
      return engine.has(element, around);
    }
  }
}
