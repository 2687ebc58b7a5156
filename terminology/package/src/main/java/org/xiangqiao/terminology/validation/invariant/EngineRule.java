package org.xiangqiao.terminology.validation.invariant;

import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.model.Base;
import org.xiangqiao.terminology.validation.json.Node;

/** A rule for HAPI's engine, over HAPI's model. */
final class EngineRule implements Rule {

  private final Engines engines;
  private final ExpressionNode expression;

  EngineRule(Engines engines, ExpressionNode expression) {
    this.engines = engines;
    this.expression = expression;
  }

  @Override
  public boolean holds(Node focus, Surroundings around) {
    Base base = around.parsed(focus);
    if (base == null) {
      throw new RuleException("not in the model");
    }
    FHIRPathEngine engine = engines.borrow();
    try {
      boolean kept =
          engine.evaluateToBoolean(
              around,
              (org.hl7.fhir.r4.model.Resource) around.parsed(around.resource()),
              (org.hl7.fhir.r4.model.Resource) around.parsed(around.root()),
              base,
              expression);
      engines.giveBack(engine);
      return kept;
    } catch (FHIRException | ClassCastException | IllegalStateException | NullPointerException e) {
      throw new RuleException(e.getClass().getSimpleName());
    }
  }
}
