package org.xiangqiao.server.rest.answer;

import ca.uhn.fhir.parser.IParser;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;

/**
 * Which parts of a resource an answer leaves out (R4 search.html#summary, #elements). Mandatory
 * elements stay, and the parser tags what is reduced as {@code SUBSETTED}. In a Bundle its entries'
 * resources are reduced, not the Bundle.
 *
 * @param summary value of {@code _summary}, or null
 * @param elements of {@code _elements}; with or without type in front
 * @param excluded of {@code _elements:exclude}, likewise
 */
public record Reduction(String summary, List<String> elements, List<String> excluded) {

  private static final List<String> ALWAYS = List.of("*.id", "*.meta", "*.(mandatory)");

  static Reduction of(Map<String, String[]> parameters) {
    List<String> summary = values(parameters, "_summary");
    return new Reduction(
        summary.isEmpty() ? null : summary.get(0),
        values(parameters, "_elements"),
        values(parameters, "_elements:exclude"));
  }

  private static List<String> values(Map<String, String[]> parameters, String name) {
    String[] given = parameters.get(name);
    if (given == null) {
      return List.of();
    }
    return Arrays.stream(given)
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::trim)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  public void apply(IParser parser, IBaseResource resource) {
    if ("true".equals(summary)) {
      parser.setSummaryMode(true);
    } else if ("data".equals(summary)) {
      parser.setSuppressNarratives(true);
    } else if ("text".equals(summary)) {
      show(parser, resource, Set.of("*.text"));
    } else if ("count".equals(summary)) {
      return;
    } else if (!elements.isEmpty()) {
      show(parser, resource, shown(resource));
    }
    if (!excluded.isEmpty()) {
      parser.setDontEncodeElements(
          excluded.stream().map(Reduction::path).collect(Collectors.toSet()));
    }
  }

  private static void show(IParser parser, IBaseResource resource, Set<String> paths) {
    Set<String> all = new LinkedHashSet<>(paths);
    all.addAll(ALWAYS);
    parser.setEncodeElements(all);
    parser.setEncodeElementsAppliesToChildResourcesOnly(resource instanceof Bundle);
  }

  /** If elements of some types only are named, other types are shown whole. */
  private Set<String> shown(IBaseResource resource) {
    Set<String> paths = elements.stream().map(Reduction::path).collect(Collectors.toSet());
    if (paths.stream().noneMatch(path -> path.startsWith("*."))) {
      Set<String> others = types(resource);
      paths.forEach(path -> others.remove(path.substring(0, path.indexOf('.'))));
      paths.addAll(others);
    }
    return paths;
  }

  private static Set<String> types(IBaseResource resource) {
    Set<String> types = new TreeSet<>();
    if (resource instanceof Bundle bundle) {
      bundle.getEntry().stream()
          .map(BundleEntryComponent::getResource)
          .filter(inner -> inner != null)
          .forEach(inner -> types.add(inner.fhirType()));
    } else {
      types.add(resource.fhirType());
    }
    return types;
  }

  /** {@code note} counts for every type, {@code Observation.note} for one. */
  private static String path(String element) {
    boolean typed = Character.isUpperCase(element.charAt(0)) && element.indexOf('.') > 0;
    return typed ? element : "*." + element;
  }
}
