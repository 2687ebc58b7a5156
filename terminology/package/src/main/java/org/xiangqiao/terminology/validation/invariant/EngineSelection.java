package org.xiangqiao.terminology.validation.invariant;

import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.terminology.validation.json.Node;

/** A selection for HAPI's engine, over HAPI's model. */
final class EngineSelection implements Selection {

  private final Engines engines;
  private final ExpressionNode expression;

  EngineSelection(Engines engines, ExpressionNode expression) {
    this.engines = engines;
    this.expression = expression;
  }

  @Override
  public boolean has(Node element, Surroundings around) {
    Base wanted = around.parsed(element);
    if (wanted == null) {
      throw new RuleException("not in the model");
    }
    FHIRPathEngine engine = engines.borrow();
    try {
      Resource resource = (Resource) around.parsed(around.resource());
      Resource root = (Resource) around.parsed(around.root());
      boolean found =
          engine.evaluate(around, resource, root, resource, expression).stream()
              .anyMatch(one -> one == wanted);
      engines.giveBack(engine);
      return found;
    } catch (FHIRException | ClassCastException | IllegalStateException | NullPointerException e) {
      throw new RuleException(e.getClass().getSimpleName());
    }
  }
}
