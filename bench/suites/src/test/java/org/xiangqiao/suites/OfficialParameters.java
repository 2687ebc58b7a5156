package org.xiangqiao.suites;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.IFhirPath;
import ca.uhn.fhir.fhirpath.IFhirPathEvaluationContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SearchParameter;

/**
 * The search parameters as HL7 publishes them (R4 search-parameters.json), and what FHIRPath finds
 * by their expressions. Not for several threads: one for each.
 */
public final class OfficialParameters {

  private static final String FILE = "/org/hl7/fhir/r4/model/sp/search-parameters.json";

  private final IFhirPath fhirPath;
  private final Map<String, IFhirPath.IParsedExpression> parsed = new HashMap<>();
  private final Map<String, List<SearchParameter>> byType = new HashMap<>();
  private final Map<String, SearchParameter> byUrl = new HashMap<>();

  public OfficialParameters(FhirContext context) {
    fhirPath = context.newFhirPath();
    fhirPath.setEvaluationContext(
        new IFhirPathEvaluationContext() {
          @Override
          public IBase resolveReference(IIdType reference, IBase container) {
            String type = reference.getResourceType();
            return type != null && context.getResourceTypes().contains(type)
                ? context.getResourceDefinition(type).newInstance()
                : null;
          }
        });
    try (InputStream file = OfficialParameters.class.getResourceAsStream(FILE)) {
      Bundle all = context.newJsonParser().parseResource(Bundle.class, file);
      for (Bundle.BundleEntryComponent entry : all.getEntry()) {
        SearchParameter parameter = (SearchParameter) entry.getResource();
        byUrl.put(parameter.getUrl(), parameter);
        parameter
            .getBase()
            .forEach(
                base ->
                    byType.computeIfAbsent(base.getValue(), t -> new ArrayList<>()).add(parameter));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those of the type and those of every resource. */
  public List<SearchParameter> of(String type) {
    List<SearchParameter> all = new ArrayList<>(byType.getOrDefault(type, List.of()));
    all.addAll(byType.getOrDefault("DomainResource", List.of()));
    all.addAll(byType.getOrDefault("Resource", List.of()));
    return all;
  }

  public SearchParameter definition(String url) {
    return byUrl.get(url);
  }

  /** What the parameter is about in this resource; empty for one without an expression. */
  public List<Base> values(SearchParameter parameter, Resource resource) {
    return parameter.hasExpression() ? evaluate(resource, parameter.getExpression()) : List.of();
  }

  /**
   * The alternatives of a union one by one: together, each value would be compared with every other
   * to leave out what occurs twice, and that takes minutes for a large code system.
   */
  public List<Base> evaluate(Base element, String expression) {
    List<Base> values = new ArrayList<>();
    for (String alternative : alternatives(expression)) {
      values.addAll(
          fhirPath.evaluate(element, parsed.computeIfAbsent(alternative, this::parse), Base.class));
    }
    return values;
  }

  private static List<String> alternatives(String expression) {
    List<String> alternatives = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == '|' && depth == 0) {
        alternatives.add(expression.substring(start, i));
        start = i + 1;
      }
    }
    alternatives.add(expression.substring(start));
    return alternatives;
  }

  private IFhirPath.IParsedExpression parse(String expression) {
    try {
      return fhirPath.parse(expression);
    } catch (Exception e) {
      throw new IllegalStateException(expression, e);
    }
  }
}
