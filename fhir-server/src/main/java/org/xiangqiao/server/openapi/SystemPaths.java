package org.xiangqiao.server.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;

/** Interactions with the whole system (R4 http.html). */
record SystemPaths(CapabilityStatementRestComponent rest) {

  private static final String TAG = "System";

  void addTo(OpenAPI document) {
    Operation metadata =
        Calls.call(TAG, "capabilities", "What this server can do", "200", "CapabilityStatement");
    document.path("/metadata", new PathItem().get(metadata.security(List.of())));
    Set<SystemRestfulInteraction> offered =
        rest.getInteraction().stream()
            .map(interaction -> interaction.getCode())
            .collect(Collectors.toSet());
    PathItem root = new PathItem();
    if (offered.contains(SystemRestfulInteraction.TRANSACTION)) {
      root.post(
          Calls.call(TAG, "transaction", "Several interactions in one Bundle", "200", "The answers")
              .addParametersItem(Calls.prefer())
              .requestBody(Calls.body("Bundle of type transaction or batch", true)));
    }
    if (offered.contains(SystemRestfulInteraction.SEARCHSYSTEM)) {
      root.get(search("searchSystem"));
      document.path(
          "/_search",
          new PathItem()
              .post(
                  search("searchSystemByForm")
                      .requestBody(
                          Calls.body(
                              "Search parameters",
                              false,
                              List.of("application/x-www-form-urlencoded")))));
    }
    document.path("/", root);
    if (offered.contains(SystemRestfulInteraction.HISTORYSYSTEM)) {
      Operation history =
          Calls.call(TAG, "historySystem", "All changes, newest first", "200", "Bundle");
      TypePaths.HISTORY.forEach(history::addParametersItem);
      document.path("/_history", new PathItem().get(history));
    }
  }

  private Operation search(String id) {
    Operation search = Calls.call(TAG, id, "Search over several types", "200", "Bundle");
    rest.getSearchParam()
        .forEach(
            parameter ->
                search.addParametersItem(Calls.query(parameter.getName(), parameter.getName())));
    Calls.shown().forEach(search::addParametersItem);
    return search;
  }
}
