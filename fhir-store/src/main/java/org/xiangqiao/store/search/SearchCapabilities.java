package org.xiangqiao.store.search;

import java.util.ArrayList;
import java.util.List;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.index.TypeParameters;

/** What can really be searched, for a CapabilityStatement that tells the truth. */
public final class SearchCapabilities {

  /**
   * A supported search parameter, as in {@code CapabilityStatement.rest.resource.searchParam}.
   *
   * @param type code of the parameter's type, {@code token}, {@code date}…
   * @param definition canonical URL of its SearchParameter
   */
  public record SupportedParameter(
      String name, String type, String documentation, String definition) {}

  private final SearchParameters parameters;

  public SearchCapabilities(SearchParameters parameters) {
    this.parameters = parameters;
  }

  public List<SupportedParameter> parameters(String type) {
    List<SupportedParameter> supported = new ArrayList<>();
    supported.add(
        new SupportedParameter("_id", "token", "Logical id", parameters.definitionOf(type, "_id")));
    supported.add(
        new SupportedParameter(
            "_lastUpdated",
            "date",
            "When this version was stored",
            parameters.definitionOf(type, "_lastUpdated")));
    for (IndexedParameter each : parameters.of(type).all()) {
      supported.add(
          new SupportedParameter(
              each.name(), each.kind().getCode(), each.documentation(), each.definition()));
    }
    return List.copyOf(supported);
  }

  /** Values of {@code _include} for a type. */
  public List<String> includes(String type) {
    TypeParameters known = parameters.of(type);
    List<String> includes = new ArrayList<>(List.of("*"));
    ResultParameters.references(known)
        .forEach(parameter -> includes.add(type + ":" + parameter.name()));
    return List.copyOf(includes);
  }
}
