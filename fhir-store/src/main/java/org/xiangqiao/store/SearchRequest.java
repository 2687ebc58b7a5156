package org.xiangqiao.store;

import java.util.List;
import java.util.Map;

/**
 * A FHIR search.
 *
 * @param type resource type searched; null for a search over several types, which {@code _type} may
 *     narrow
 * @param compartment only resources of this compartment (R4 compartmentdefinition.html), or null
 * @param parameters as in the URL, decoded, modifiers kept in the name ({@code name:exact}),
 *     repeated names as several values; result parameters ({@code _count, _include, _sort}…) too
 * @param lenient true only when the caller asked {@code Prefer: handling=lenient}: unknown
 *     parameters are then left out and told in {@link SearchPage#applied()}
 * @param own without the definitions that all tenants share ({@link SharedDefinitions})
 */
public record SearchRequest(
    String type,
    Compartment compartment,
    Map<String, List<String>> parameters,
    boolean lenient,
    boolean own) {

  /** A compartment: for example that of {@code Patient/123}. */
  public record Compartment(String type, String id) {}

  public SearchRequest(String type, Map<String, List<String>> parameters, boolean lenient) {
    this(type, null, parameters, lenient);
  }

  public SearchRequest(
      String type, Compartment compartment, Map<String, List<String>> parameters, boolean lenient) {
    this(type, compartment, parameters, lenient, false);
  }

  /** The same among what the tenant itself has. */
  public SearchRequest ownOnly() {
    return new SearchRequest(type, compartment, parameters, lenient, true);
  }
}
