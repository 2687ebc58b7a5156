package org.xiangqiao.store.index;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;

/**
 * A search parameter (检索参数) of one resource type that is indexed (R4 searchparameter.html).
 *
 * @param key {@code Type.name}, what hashes are made of
 * @param targets resource types a reference may point to; empty means any
 * @param definition canonical URL of its SearchParameter
 * @param paths where its values stand
 * @param composite what a composite parameter joins, else null
 */
public record IndexedParameter(
    String type,
    String name,
    String key,
    RestSearchParameterTypeEnum kind,
    Set<String> targets,
    String documentation,
    String definition,
    List<ElementPath> paths,
    CompositeParameter composite) {

  /**
   * R4's parameters whose values JSON has under another name, because the path leaves the type of a
   * choice open, or that are whole resources.
   */
  private static final Set<String> NOT_IN_JSON =
      Set.of(
          "Bundle.composition",
          "Bundle.message",
          "Consent.source-reference",
          "MessageDefinition.event",
          "MessageHeader.event",
          "PlanDefinition.definition");

  /** Hands every value in {@code resource} to {@code visitor}. */
  public void visit(Resource resource, ElementPath.Visitor visitor) {
    for (ElementPath path : paths) {
      path.visit(resource, visitor);
    }
  }

  /** Where the values stand in the JSON form (SQL/JSON paths); empty if JSON cannot tell. */
  public Optional<List<String>> jsonPaths() {
    List<String> json = paths.stream().flatMap(path -> path.json().stream()).toList();
    return json.isEmpty() || json.size() < paths.size() || NOT_IN_JSON.contains(key)
        ? Optional.empty()
        : Optional.of(json);
  }

  /** True if a hit decides who somebody is, so that full values must be compared. */
  public boolean identifies() {
    return kind == RestSearchParameterTypeEnum.TOKEN
        && paths.stream()
            .anyMatch(path -> path.toString().toLowerCase(Locale.ROOT).endsWith("identifier"));
  }

  /** What else than its beginning finds a name. */
  public NameMatching matching() {
    return kind == RestSearchParameterTypeEnum.STRING
        ? NameMatching.of(definition)
        : NameMatching.NONE;
  }

  /** The key under which identifiers inside references are hashed ({@code subject:identifier}). */
  public String identifierKey() {
    return key + ":identifier";
  }

  /** Under which the values of a component before the last are hashed. */
  public String componentKey(int component) {
    return key + "$" + component;
  }

  /** The key of the last component's values, given the hash of those before it. */
  public String tailKey(long head) {
    return key + "$" + Long.toHexString(head);
  }

  /** The key under which identifiers of a type are hashed ({@code identifier:of-type}). */
  public String ofTypeKey(String system, String code) {
    return key + ":of-type|" + (system == null ? "" : system) + "|" + code;
  }
}
