package org.xiangqiao.store.search;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
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

  private static final String DEFINITIONS = "http://hl7.org/fhir/SearchParameter/";

  private final SearchParameters parameters;
  private final boolean text;
  private volatile List<IndexedParameter> links;

  /**
   * @param text whether there is full text
   */
  public SearchCapabilities(SearchParameters parameters, boolean text) {
    this.parameters = parameters;
    this.text = text;
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
    if (text) {
      supported.add(
          new SupportedParameter(
              "_text", "string", "Words of the narrative", DEFINITIONS + "DomainResource-text"));
      supported.add(
          new SupportedParameter(
              "_content", "string", "Words of the resource", DEFINITIONS + "Resource-content"));
    }
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

  /**
   * Values of {@code _revinclude} for a type: every parameter of any type whose references may lead
   * to it. Canonical references are no rows that could be followed backwards.
   */
  public List<String> revIncludes(String type) {
    List<String> includes = new ArrayList<>();
    for (IndexedParameter each : links()) {
      if (each.targets().isEmpty() || each.targets().contains(type)) {
        includes.add(each.type() + ":" + each.name());
      }
    }
    return List.copyOf(includes);
  }

  /** Of all types in order; found once, as every type is asked about. */
  private List<IndexedParameter> links() {
    List<IndexedParameter> known = links;
    if (known == null) {
      List<IndexedParameter> found = new ArrayList<>();
      for (String source : new TreeSet<>(parameters.types())) {
        ResultParameters.references(parameters.of(source)).stream()
            .filter(each -> !parameters.isCanonical(each))
            .forEach(found::add);
      }
      known = List.copyOf(found);
      links = known;
    }
    return known;
  }
}
