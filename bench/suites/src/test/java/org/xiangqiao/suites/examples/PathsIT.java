package org.xiangqiao.suites.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SearchParameter;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.suites.KnownFailures;
import org.xiangqiao.suites.OfficialParameters;
import org.xiangqiao.suites.SuiteTable;

/**
 * What the compiled path of every indexed search parameter finds in every example is what FHIRPath
 * finds by the official expression.
 */
class PathsIT {

  private final FhirContext context = FhirContext.forR4Cached();
  private final StrictReader reader = new StrictReader(context);
  private final SearchParameters parameters = new SearchParameters(context);
  private final ThreadLocal<OfficialParameters> official =
      ThreadLocal.withInitial(() -> new OfficialParameters(context));
  private final KnownFailures known = new KnownFailures(PathsIT.class, "paths.csv");
  private final SuiteTable table = new SuiteTable("paths", Examples.SOURCE);
  private final LongAdder comparisons = new LongAdder();
  private final LongAdder values = new LongAdder();
  private final Set<String> found = ConcurrentHashMap.newKeySet();

  @Test
  void compiledPathsFindWhatFhirPathFinds() {
    new Examples().each(this::compare);
    table.figure("comparisons", comparisons.sum());
    table.figure("valuesFound", values.sum());
    table.figure("parametersWithValues", found.size());
    table.write();
    assertThat(known.surprises(table.failed())).isEmpty();
    assertThat(found.size()).isGreaterThan(1000);
  }

  private void compare(Example example) {
    StrictReader.Outcome outcome = reader.read(example);
    if (outcome.refusal() != null) {
      table.skip(example.path(), outcome.refusal());
      return;
    }
    Resource resource = outcome.resource();
    Map<String, SearchParameter> definitions =
        official.get().of(resource.fhirType()).stream()
            .collect(Collectors.toMap(SearchParameter::getCode, Function.identity()));
    for (IndexedParameter parameter : parameters.of(resource.fhirType()).all()) {
      if (parameter.paths().isEmpty()) {
        // A composite: its values are those of other parameters.
        continue;
      }
      try {
        compare(example, resource, parameter, definitions.get(parameter.name()));
      } catch (RuntimeException broken) {
        table.fail(example.path(), parameter.key() + ": " + broken.getClass().getName());
      }
    }
    table.pass(example.path());
  }

  private void compare(
      Example example, Resource resource, IndexedParameter parameter, SearchParameter definition) {
    comparisons.increment();
    List<Base> walked = new ArrayList<>();
    parameter.visit(resource, (element, place) -> walked.add(element));
    List<Base> evaluated = official.get().values(definition, resource);
    values.add(evaluated.size());
    if (!evaluated.isEmpty()) {
      found.add(parameter.key());
    }
    if (!texts(walked).equals(texts(evaluated))) {
      table.fail(
          example.path(),
          parameter.key() + ": " + walked.size() + " values, not " + evaluated.size());
    }
  }

  private static Set<String> texts(Collection<Base> elements) {
    return elements.stream()
        .map(
            element ->
                element.fhirType()
                    + " "
                    + (element.isPrimitive()
                        ? element.primitiveValue()
                        : System.identityHashCode(element)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
