package org.xiangqiao.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.fhirpath.IFhirPath;
import ca.uhn.fhir.fhirpath.IFhirPathEvaluationContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

/**
 * Every search parameter of every type finds what FHIRPath finds, on resources that have it all.
 */
class PathsAgreeWithFhirPathTest {

  private static final int VARIANTS = 13;

  private final FhirContext context = FhirContext.forR4Cached();
  private final SearchParameters parameters = new SearchParameters(context);
  private final IFhirPath fhirPath = context.newFhirPath();

  @Test
  void onAllTypes() throws Exception {
    fhirPath.setEvaluationContext(
        new IFhirPathEvaluationContext() {
          @Override
          public IBase resolveReference(IIdType reference, IBase container) {
            return context.getResourceDefinition(reference.getResourceType()).newInstance();
          }
        });
    List<String> differences = new ArrayList<>();
    Set<String> found = new TreeSet<>();
    Set<String> all = new TreeSet<>();
    for (String type : context.getResourceTypes()) {
      Map<String, List<IFhirPath.IParsedExpression>> expressions = new HashMap<>();
      for (RuntimeSearchParam each : context.getResourceDefinition(type).getSearchParams()) {
        expressions.put(each.getName(), alternatives(each.getPath()));
      }
      expressions.put("_source", alternatives("Resource.meta.source"));
      for (int variant = 0; variant < VARIANTS; variant++) {
        Resource resource = new AllElements(context, variant).of(type);
        for (IndexedParameter parameter : parameters.of(type).all()) {
          if (parameter.composite() != null) {
            continue;
          }
          all.add(parameter.key());
          List<String> walked = new ArrayList<>();
          parameter.visit(resource, (element, place) -> walked.add(text(element)));
          List<String> evaluated =
              expressions.get(parameter.name()).stream()
                  .flatMap(each -> fhirPath.evaluate(resource, each, Base.class).stream())
                  .map(PathsAgreeWithFhirPathTest::text)
                  .toList();
          if (!new TreeSet<>(walked).equals(new TreeSet<>(evaluated))) {
            differences.add(parameter.key() + ": " + walked + " but " + evaluated);
          }
          if (!walked.isEmpty()) {
            found.add(parameter.key());
          }
        }
      }
    }
    assertThat(differences).isEmpty();
    all.removeAll(found);
    // The comparison is worth something only where there was something to find.
    assertThat(all).isEmpty();
  }

  @Test
  void noR4ParameterNeedsTheSlowPath() {
    List<String> slow = new ArrayList<>();
    for (String type : context.getResourceTypes()) {
      for (IndexedParameter parameter : parameters.of(type).all()) {
        if (parameter.composite() != null) {
          assertThat(parameter.composite().instances()).as(parameter.key()).isNotEmpty();
          continue;
        }
        assertThat(parameter.paths()).as(parameter.key()).isNotEmpty();
        if (parameter.paths().stream().anyMatch(FhirPathFallback.class::isInstance)) {
          slow.add(parameter.key());
        }
      }
    }
    assertThat(slow).isEmpty();
  }

  /** One by one: the engine compares what a union joins, but cannot compare quantities. */
  private List<IFhirPath.IParsedExpression> alternatives(String path) throws Exception {
    List<IFhirPath.IParsedExpression> alternatives = new ArrayList<>();
    for (String alternative : path.split("\\|")) {
      alternatives.add(fhirPath.parse(alternative.trim()));
    }
    return alternatives;
  }

  private static String text(Base element) {
    return element.fhirType()
        + " "
        + (element.isPrimitive() ? element.primitiveValue() : System.identityHashCode(element));
  }
}
