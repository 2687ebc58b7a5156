package org.xiangqiao.server.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.GraphDefinition;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.server.rest.operation.OperationRequest;

/** The GraphDefinition that a call means: by canonical URL, by id, or sent along. */
final class NamedGraph {

  private NamedGraph() {}

  static GraphDefinition of(OperationRequest request, GraphStore store) {
    String name = request.text("graph").orElse(null);
    Resource sent = request.resource("definition").orElse(null);
    if ((name == null || name.isBlank()) == (sent == null)) {
      throw GraphFaults.invalid("graph-which", "http.graph");
    }
    if (sent == null) {
      return (GraphDefinition)
          (name.contains(":") ? canonical(name, store) : byId(name, store)).model();
    }
    if (sent instanceof GraphDefinition definition) {
      return definition;
    }
    throw GraphFaults.invalid("graph-definition", "definition", sent.fhirType());
  }

  private static GraphNode byId(String name, GraphStore store) {
    String id = name.replaceFirst("^GraphDefinition/", "");
    if (!id.matches("[A-Za-z0-9.-]{1,64}")) {
      throw GraphFaults.unknown("graph-unknown");
    }
    return store
        .read(new IdType("GraphDefinition", id))
        .orElseThrow(() -> GraphFaults.unknown("graph-unknown"));
  }

  /** Of several with one URL the one that was changed last (R4 references.html#canonical). */
  private static GraphNode canonical(String name, GraphStore store) {
    int bar = name.indexOf('|');
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    parameters.put("url", List.of(escaped(bar < 0 ? name : name.substring(0, bar))));
    if (bar >= 0) {
      parameters.put("version", List.of(escaped(name.substring(bar + 1))));
    }
    parameters.put("_sort", List.of("-_lastUpdated"));
    parameters.put("_count", List.of("20"));
    return store.search("GraphDefinition", parameters).stream()
        .findFirst()
        .orElseThrow(() -> GraphFaults.unknown("graph-unknown"));
  }

  private static String escaped(String value) {
    return value.replaceAll("([\\\\,$|])", "\\\\$1");
  }
}
