package org.xiangqiao.store.index;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.csv.CSVRecord;

/**
 * The search parameters of all resource types (R4 searchparameter-registry.html), compiled for a
 * type when it is first used so that start-up stays cheap.
 */
public final class SearchParameters {

  /** Components that R4 defines and HAPI's definitions leave out: where a segment ends. */
  private static final Map<String, String> LAST_COMPONENTS =
      Map.of(
          "chromosome-variant-coordinate", "variant-end",
          "chromosome-window-coordinate", "window-end",
          "referenceseqid-variant-coordinate", "variant-end",
          "referenceseqid-window-coordinate", "window-end");

  private static final String DEFINITIONS = "http://hl7.org/fhir/SearchParameter/";

  /** Handled by columns of the resource tables, not by index values. */
  private static final Set<String> COLUMNS = Set.of("_id", "_lastUpdated");

  private static final Set<RestSearchParameterTypeEnum> KINDS =
      Set.of(
          RestSearchParameterTypeEnum.TOKEN,
          RestSearchParameterTypeEnum.REFERENCE,
          RestSearchParameterTypeEnum.STRING,
          RestSearchParameterTypeEnum.DATE,
          RestSearchParameterTypeEnum.URI,
          RestSearchParameterTypeEnum.NUMBER,
          RestSearchParameterTypeEnum.QUANTITY,
          RestSearchParameterTypeEnum.SPECIAL,
          RestSearchParameterTypeEnum.COMPOSITE);

  /** The one special parameter of R4 that is a value of the resource (search.html#special). */
  private static final String NEAR = "near";

  private final FhirContext context;
  private final PathCompiler compiler;
  private final CompositeCompiler composites;
  private final Map<String, String> mainDates = new HashMap<>();
  private final Map<String, String> sharedDefinitions = new HashMap<>();
  private final Map<String, TypeParameters> types = new ConcurrentHashMap<>();

  /** What {@code added} adds to; null for R4's own. */
  private final SearchParameters base;

  private final Map<String, List<IndexedParameter>> added;

  public SearchParameters(FhirContext context) {
    this.context = context;
    this.base = null;
    this.added = Map.of();
    this.compiler = new PathCompiler(context);
    this.composites = new CompositeCompiler(compiler);
    for (CSVRecord row : DataTable.rows("main-dates.csv")) {
      mainDates.put(row.get("type"), row.get("parameter"));
    }
    for (CSVRecord row : DataTable.rows("shared-definitions.csv")) {
      for (String type : row.get("types").split(" ")) {
        sharedDefinitions.put(type + "." + row.get("parameter"), row.get("definition"));
      }
    }
  }

  private SearchParameters(SearchParameters base, Map<String, List<IndexedParameter>> added) {
    this.context = base.context;
    this.compiler = base.compiler;
    this.composites = base.composites;
    this.mainDates.putAll(base.mainDates);
    this.sharedDefinitions.putAll(base.sharedDefinitions);
    this.base = base;
    this.added = added;
  }

  /** These and some more. */
  public SearchParameters with(Collection<IndexedParameter> more) {
    Map<String, List<IndexedParameter>> byType = new HashMap<>();
    more.forEach(each -> byType.computeIfAbsent(each.type(), type -> new ArrayList<>()).add(each));
    return new SearchParameters(this, Map.copyOf(byType));
  }

  /**
   * Where the values of an expression stand in resources of a type; empty if it speaks of others.
   *
   * @throws IllegalArgumentException if it is no FHIRPath
   */
  public List<ElementPath> compile(String type, String expression) {
    return compiler.compile(type, expression);
  }

  /** All resource types. */
  public Set<String> knownTypes() {
    return context.getResourceTypes();
  }

  public boolean knowsType(String type) {
    return context.getResourceTypes().contains(type);
  }

  /** All resource types of R4. */
  public Set<String> types() {
    return context.getResourceTypes();
  }

  /** True if the parameter points by canonical URL or URI, never by a local reference. */
  public boolean isCanonical(IndexedParameter parameter) {
    return CanonicalElements.hold(context, parameter);
  }

  public TypeParameters of(String type) {
    if (base != null) {
      return added.containsKey(type)
          ? types.computeIfAbsent(type, key -> base.of(key).with(added.get(key)))
          : base.of(type);
    }
    TypeParameters known = types.get(type);
    return known != null ? known : types.computeIfAbsent(type, this::compile);
  }

  private TypeParameters compile(String type) {
    Map<String, RuntimeSearchParam> definitions = new TreeMap<>();
    for (RuntimeSearchParam definition : context.getResourceDefinition(type).getSearchParams()) {
      definitions.put(definition.getName(), definition);
    }
    Map<String, IndexedParameter> parameters = new TreeMap<>();
    definitions.forEach(
        (name, definition) -> {
          if (isIndexed(name, definition)) {
            compile(type, definition, definitions)
                .ifPresent(parameter -> parameters.put(name, parameter));
          }
        });
    parameters.put(
        "_source",
        new IndexedParameter(
            type,
            "_source",
            type + "._source",
            RestSearchParameterTypeEnum.URI,
            Set.of(),
            "Where the resource comes from",
            definitionOf(type, "_source"),
            compiler.compile(type, "Resource.meta.source"),
            null));
    return new TypeParameters(
        type,
        parameters,
        parameters.get(mainDates.getOrDefault(type, "")),
        PatientCompartment.of(context.getResourceDefinition(type), parameters));
  }

  private static boolean isIndexed(String name, RuntimeSearchParam definition) {
    return KINDS.contains(definition.getParamType())
        && !COLUMNS.contains(name)
        && (definition.getParamType() != RestSearchParameterTypeEnum.SPECIAL || name.equals(NEAR));
  }

  private Optional<IndexedParameter> compile(
      String type, RuntimeSearchParam definition, Map<String, RuntimeSearchParam> siblings) {
    CompositeParameter composite = null;
    if (definition.getParamType() == RestSearchParameterTypeEnum.COMPOSITE) {
      composite = composite(type, definition, siblings).orElse(null);
      if (composite == null) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new IndexedParameter(
            type,
            definition.getName(),
            type + "." + definition.getName(),
            definition.getParamType(),
            Set.copyOf(definition.getTargets()),
            definition.getDescription(),
            definitionOf(type, definition.getName()),
            composite == null ? compiler.compile(type, definition.getPath()) : List.of(),
            composite));
  }

  private Optional<CompositeParameter> composite(
      String type, RuntimeSearchParam definition, Map<String, RuntimeSearchParam> siblings) {
    List<RuntimeSearchParam> components = new ArrayList<>();
    for (RuntimeSearchParam.Component component : definition.getComponents()) {
      String url = component.getReference();
      siblings.values().stream()
          .filter(each -> url.equals(DEFINITIONS + type + "-" + each.getName()))
          .findFirst()
          .ifPresent(components::add);
    }
    boolean known = components.size() == definition.getComponents().size();
    if (LAST_COMPONENTS.containsKey(definition.getName())) {
      components.add(siblings.get(LAST_COMPONENTS.get(definition.getName())));
    }
    return known ? composites.compile(type, definition.getPath(), components) : Optional.empty();
  }

  /** Canonical URL of the SearchParameter; several types share one for common parameters. */
  public String definitionOf(String type, String name) {
    String shared =
        sharedDefinitions.getOrDefault(type + "." + name, sharedDefinitions.get("*." + name));
    if (shared == null && name.equals("_id")) {
      shared = "Resource-id";
    }
    return DEFINITIONS + (shared != null ? shared : type + "-" + name);
  }
}
