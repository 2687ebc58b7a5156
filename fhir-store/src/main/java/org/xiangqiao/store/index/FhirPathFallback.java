package org.xiangqiao.store.index;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.IFhirPath;
import ca.uhn.fhir.fhirpath.IFhirPathEvaluationContext;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Base;

/**
 * A path that the compiler does not cover, evaluated by FHIRPath; two to three times slower. No R4
 * parameter needs it, custom ones may. Type tests such as {@code as(dateTime)} need HAPI's
 * validation resources on the class path.
 */
final class FhirPathFallback implements ElementPath {

  private final String expression;
  private final IFhirPath engine;
  private final IFhirPath.IParsedExpression parsed;

  FhirPathFallback(FhirContext context, String expression) {
    this.expression = expression;
    this.engine = context.newFhirPath();
    engine.setEvaluationContext(new TypesOfReferences(context));
    try {
      this.parsed = engine.parse(expression);
    } catch (Exception e) {
      throw new IllegalArgumentException("not a FHIRPath: " + expression, e);
    }
  }

  @Override
  public void visit(Base start, CharSequence place, Visitor visitor) {
    for (Base value : engine.evaluate(start, parsed, Base.class)) {
      visitor.found(value, expression);
    }
  }

  @Override
  public String toString() {
    return expression;
  }

  /** {@code resolve()} gives an empty resource of the type that the reference names. */
  private record TypesOfReferences(FhirContext context) implements IFhirPathEvaluationContext {

    @Override
    public IBase resolveReference(IIdType reference, IBase container) {
      String type = reference.getResourceType();
      return type != null && context.getResourceTypes().contains(type)
          ? context.getResourceDefinition(type).newInstance()
          : null;
    }
  }
}
