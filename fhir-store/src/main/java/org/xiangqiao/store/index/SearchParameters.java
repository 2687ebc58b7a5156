package org.xiangqiao.store.index;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.csv.CSVRecord;

/**
 * The search parameters of all resource types (R4 searchparameter-registry.html), compiled for a
 * type when it is first used so that start-up stays cheap.
 */
public final class SearchParameters {

  private static final String DEFINITIONS = "http://hl7.org/fhir/SearchParameter/";

  /** Handled by columns of the resource tables, not by index values. */
  private static final Set<String> COLUMNS = Set.of("_id", "_lastUpdated");

  /** Promises matching by sound, which the index does not hold yet. */
  private static final Set<String> NOT_INDEXED = Set.of("phonetic");

  private static final Set<RestSearchParameterTypeEnum> KINDS =
      Set.of(
          RestSearchParameterTypeEnum.TOKEN,
          RestSearchParameterTypeEnum.REFERENCE,
          RestSearchParameterTypeEnum.STRING,
          RestSearchParameterTypeEnum.DATE,
          RestSearchParameterTypeEnum.URI);

  private final FhirContext context;
  private final PathCompiler compiler;
  private final Map<String, String> mainDates = new HashMap<>();
  private final Map<String, String> sharedDefinitions = new HashMap<>();
  private final Map<String, TypeParameters> types = new ConcurrentHashMap<>();

  public SearchParameters(FhirContext context) {
    this.context = context;
    this.compiler = new PathCompiler(context);
    for (CSVRecord row : DataTable.rows("main-dates.csv")) {
      mainDates.put(row.get("type"), row.get("parameter"));
    }
    for (CSVRecord row : DataTable.rows("shared-definitions.csv")) {
      for (String type : row.get("types").split(" ")) {
        sharedDefinitions.put(type + "." + row.get("parameter"), row.get("definition"));
      }
    }
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
    TypeParameters known = types.get(type);
    return known != null ? known : types.computeIfAbsent(type, this::compile);
  }

  private TypeParameters compile(String type) {
    Map<String, IndexedParameter> parameters = new TreeMap<>();
    for (RuntimeSearchParam definition : context.getResourceDefinition(type).getSearchParams()) {
      String name = definition.getName();
      if (KINDS.contains(definition.getParamType())
          && !COLUMNS.contains(name)
          && !NOT_INDEXED.contains(name)) {
        parameters.put(
            name,
            new IndexedParameter(
                type,
                name,
                type + "." + name,
                definition.getParamType(),
                Set.copyOf(definition.getTargets()),
                definition.getDescription(),
                definitionOf(type, name),
                compiler.compile(type, definition.getPath())));
      }
    }
    return new TypeParameters(
        type,
        parameters,
        parameters.get(mainDates.getOrDefault(type, "")),
        PatientCompartment.of(context.getResourceDefinition(type), parameters));
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
