package org.xiangqiao.terminology.validation.invariant;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;

/** Compiles rules, each expression once. */
public final class Rules {

  private final Engines engines;
  private final Map<String, Rule> ready = new ConcurrentHashMap<>();

  public Rules(Engines engines) {
    this.engines = engines;
  }

  /**
   * Of an expression of a definition.
   *
   * @throws RuleException if it does not compile
   */
  public Rule of(String expression) {
    Rule known = ready.get(expression);
    if (known != null) {
      return known;
    }
    Rule made = compile(expression);
    ready.put(expression, made);
    return made;
  }

  /**
   * Of a FHIRPath context of an extension.
   *
   * @throws RuleException if it does not compile
   */
  public Selection selection(String expression) {
    ExpressionNode parsed = parse(expression);
    Selection engine = new EngineSelection(engines, parsed);
    try {
      return new TranslatedSelection(new Translator().translate(parsed), engine);
    } catch (Untranslatable e) {
      return engine;
    }
  }

  private static Rule translated(ExpressionNode parsed, Rule engine) {
    try {
      return new TranslatedRule(new Translator().translate(parsed), engine);
    } catch (Untranslatable e) {
      return engine;
    }
  }

  private Rule compile(String expression) {
    ExpressionNode parsed = parse(expression);
    return translated(parsed, new EngineRule(engines, parsed));
  }

  private ExpressionNode parse(String expression) {
    FHIRPathEngine engine = engines.borrow();
    try {
      ExpressionNode parsed = engine.parse(expression);
      engines.giveBack(engine);
      return parsed;
    } catch (FHIRException e) {
      throw new RuleException("does not compile");
    }
  }
}
