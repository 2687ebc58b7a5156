package org.xiangqiao.store.index;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;

/** FHIRPath as the index evaluates it, for suites that stand outside of this package. */
public final class ProductFhirPath {

  private final FhirContext context;
  private final PathCompiler compiler;

  public ProductFhirPath(FhirContext context) {
    this.context = context;
    this.compiler = new PathCompiler(context);
  }

  /** By the engine that stands in for what cannot be compiled. */
  public List<Base> evaluated(Resource resource, String expression) {
    return values(resource, List.of(new FhirPathFallback(context, expression)));
  }

  /** By compiled paths; empty if the compiler leaves the expression, or a part, to the engine. */
  public Optional<List<Base>> compiled(Resource resource, String expression) {
    List<ElementPath> paths;
    try {
      paths = compiler.compile(resource.fhirType(), expression);
    } catch (IllegalArgumentException noFhirPath) {
      return Optional.empty();
    }
    return paths.stream().anyMatch(FhirPathFallback.class::isInstance)
        ? Optional.empty()
        : Optional.of(values(resource, paths));
  }

  private static List<Base> values(Resource resource, List<? extends ElementPath> paths) {
    List<Base> values = new ArrayList<>();
    paths.forEach(path -> path.visit(resource, (value, place) -> values.add(value)));
    return values;
  }
}
