package org.xiangqiao.bench.oracle.holdings;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.bench.oracle.server.FhirEndpoint;

/** Fills a server: what Synthea and we made, then later versions and deletions of some of it. */
public final class Holdings {

  /** Stored, changed, deleted: their old index values must not be found. */
  private static final List<String> DELETED =
      List.of(
          "Observation/sup-del-0",
          "Observation/sup-del-1",
          "Observation/sup-del-4",
          "Observation/sup-del-5");

  private final List<ObjectNode> first;
  private final List<ObjectNode> updates;

  /**
   * @param synthea in an order in which nothing refers to a later one
   */
  public Holdings(List<ObjectNode> synthea) throws IOException {
    first = new ArrayList<>(synthea);
    first.addAll(Supplement.resources());
    updates = Supplement.updates();
  }

  public void store(FhirEndpoint server) {
    Loading loading = new Loading(server);
    loading.put(first);
    loading.put(updates);
    DELETED.forEach(loading::delete);
  }

  /** What is current after that, by {@code Type/id}. */
  public Map<String, Resource> current(FhirContext context) {
    Map<String, ObjectNode> current = new LinkedHashMap<>();
    first.forEach(each -> current.put(address(each), each));
    updates.forEach(each -> current.put(address(each), each));
    DELETED.forEach(current::remove);
    Map<String, Resource> parsed = new LinkedHashMap<>();
    current.forEach(
        (address, json) ->
            parsed.put(address, (Resource) context.newJsonParser().parseResource(json.toString())));
    return parsed;
  }

  private static String address(ObjectNode resource) {
    return resource.path("resourceType").asText() + "/" + resource.path("id").asText();
  }
}
