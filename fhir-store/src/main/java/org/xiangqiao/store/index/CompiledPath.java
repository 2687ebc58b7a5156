package org.xiangqiao.store.index;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Base;

/** A path as a list of steps over HAPI's generated property access: no reflection, no parsing. */
final class CompiledPath implements ElementPath {

  private final String expression;
  private final PathStep[] steps;

  CompiledPath(String expression, List<PathStep> steps) {
    this.expression = expression;
    this.steps = steps.toArray(PathStep[]::new);
  }

  @Override
  public void visit(Base start, CharSequence place, Visitor visitor) {
    walk(start, 0, new StringBuilder(64).append(place), visitor);
  }

  private void walk(Base value, int at, StringBuilder place, Visitor visitor) {
    if (at == steps.length) {
      visitor.found(value, place);
      return;
    }
    int length = place.length();
    steps[at].from(value, place, next -> walk(next, at + 1, place, visitor));
    place.setLength(length);
  }

  @Override
  public Optional<String> json() {
    String path = "$";
    for (PathStep step : steps) {
      path = step.json(path);
      if (path == null) {
        return Optional.empty();
      }
    }
    return Optional.of(path);
  }

  @Override
  public String toString() {
    return expression;
  }
}
