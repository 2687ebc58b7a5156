package org.xiangqiao.bench.oracle.query;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.fhirpath.IFhirPath;
import ca.uhn.fhir.fhirpath.IFhirPathEvaluationContext;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** What both servers hold, and what its search parameters find in it. */
public final class Records {

  /** Matching by sound is left to the server, and a distance needs its unit agreed on. */
  private static final Set<String> LEFT_OUT = Set.of("phonetic", "near");

  private final FhirContext context;
  private final IFhirPath paths;
  private final Map<String, IFhirPath.IParsedExpression> parsed = new HashMap<>();
  private final Map<String, Resource> byAddress;
  private final TreeMap<String, List<Resource>> byType = new TreeMap<>();
  private final Map<String, List<Parameter>> parameters = new TreeMap<>();
  private final Map<String, List<Resource>> referrers = new HashMap<>();

  public Records(FhirContext context, Map<String, Resource> byAddress) {
    this.context = context;
    this.byAddress = byAddress;
    this.paths = context.newFhirPath();
    paths.setEvaluationContext(
        new IFhirPathEvaluationContext() {
          @Override
          public IBase resolveReference(IIdType reference, IBase container) {
            String type = reference.getResourceType();
            return type == null || !context.getResourceTypes().contains(type)
                ? null
                : context.getResourceDefinition(type).newInstance();
          }
        });
    for (Resource resource : byAddress.values()) {
      byType.computeIfAbsent(resource.fhirType(), type -> new ArrayList<>()).add(resource);
    }
    byType.keySet().forEach(type -> parameters.put(type, read(type)));
    byAddress.values().forEach(this::noteReferences);
  }

  public List<String> types() {
    return List.copyOf(byType.keySet());
  }

  public List<Resource> of(String type) {
    return byType.getOrDefault(type, List.of());
  }

  public Optional<Resource> at(String address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  public List<Parameter> parameters(String type) {
    return parameters.getOrDefault(type, List.of());
  }

  public Optional<Parameter> parameter(String type, String name) {
    return parameters(type).stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** Resources that refer to the given one. */
  List<Resource> referrers(String address) {
    return referrers.getOrDefault(address, List.of());
  }

  /** What the parameter's expression gives for the resource. */
  public List<Base> values(Resource resource, Parameter parameter) {
    if (parameter.kind() == RestSearchParameterTypeEnum.COMPOSITE) {
      return List.of();
    }
    List<Base> values = new ArrayList<>();
    // One by one: the engine cannot unite quantities.
    for (String alternative : parameter.alternatives()) {
      values.addAll(
          paths.evaluate(resource, parsed.computeIfAbsent(alternative, this::parse), Base.class));
    }
    return values;
  }

  /** The stored resource that a value of a reference parameter leads to. */
  Optional<Resource> target(Base value) {
    if (value instanceof Reference reference && reference.hasReference()) {
      IdType id = new IdType(reference.getReference());
      return at(id.getResourceType() + "/" + id.getIdPart());
    }
    return Optional.empty();
  }

  private IFhirPath.IParsedExpression parse(String path) {
    try {
      return paths.parse(path);
    } catch (Exception e) {
      throw new IllegalArgumentException(path, e);
    }
  }

  private List<Parameter> read(String type) {
    List<Parameter> found = new ArrayList<>();
    Collection<RuntimeSearchParam> all = context.getResourceDefinition(type).getSearchParams();
    for (RuntimeSearchParam each : all) {
      if (!each.getName().startsWith("_") && !LEFT_OUT.contains(each.getName())) {
        found.add(
            new Parameter(
                type,
                each.getName(),
                each.getParamType(),
                own(type, each.getPath()),
                Set.copyOf(each.getTargets()),
                each.getComponents().stream()
                    .map(part -> componentName(part.getReference()))
                    .toList(),
                each.getProvidesMembershipInCompartments() == null
                    ? Set.of()
                    : Set.copyOf(each.getProvidesMembershipInCompartments())));
      }
    }
    found.sort(Comparator.comparing(Parameter::name));
    return List.copyOf(found);
  }

  /** The last part of {@code http://hl7.org/fhir/SearchParameter/Observation-code}. */
  private static String componentName(String reference) {
    String last = reference.substring(reference.lastIndexOf('/') + 1);
    int dash = last.indexOf('-');
    return dash > 0 && (Character.isUpperCase(last.charAt(0)) || last.startsWith("clinical-"))
        ? last.substring(dash + 1)
        : last;
  }

  /** The alternatives of a shared expression that begin with the type. */
  private static List<String> own(String type, String path) {
    if (path == null) {
      return List.of();
    }
    List<String> own = new ArrayList<>();
    for (String alternative : path.split("\\|")) {
      String trimmed = alternative.strip();
      if (trimmed.replaceAll("^\\(+", "").startsWith(type + ".")) {
        own.add(balanced(trimmed));
      }
    }
    return List.copyOf(own);
  }

  private static String balanced(String expression) {
    long open = expression.chars().filter(c -> c == '(').count();
    long close = expression.chars().filter(c -> c == ')').count();
    String result = expression;
    for (; open > close; open--) {
      result = result.replaceFirst("\\(", "");
    }
    for (; close > open; close--) {
      result = result.substring(0, result.lastIndexOf(')'));
    }
    return result;
  }

  private void noteReferences(Resource resource) {
    for (Reference reference :
        context.newTerser().getAllPopulatedChildElementsOfType(resource, Reference.class)) {
      target(reference)
          .ifPresent(
              target ->
                  referrers
                      .computeIfAbsent(address(target), address -> new ArrayList<>())
                      .add(resource));
    }
  }

  public static String address(Resource resource) {
    return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
  }
}
