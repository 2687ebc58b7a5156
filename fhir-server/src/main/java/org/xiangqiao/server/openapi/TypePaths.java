package org.xiangqiao.server.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceSearchParamComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;

/** Interactions with the resources of one type (R4 http.html), as far as they are offered. */
final class TypePaths {

  static final List<Parameter> HISTORY =
      List.of(
          Calls.query("_since", "Only versions since this instant"),
          Calls.query("_at", "Only versions that were current at this time"),
          Calls.query("_count", "Entries on a page"));

  private static final List<Parameter> RESULTS =
      List.of(
          Calls.query("_count", "Matches on a page"),
          Calls.query("_sort", "Parameters to sort by, a minus sign for descending"),
          Calls.query("_total", "none, estimate or accurate"));

  private final CapabilityStatementRestResourceComponent resource;
  private final String type;
  private final Set<TypeRestfulInteraction> offered;

  TypePaths(CapabilityStatementRestResourceComponent resource) {
    this.resource = resource;
    this.type = resource.getType();
    this.offered =
        resource.getInteraction().stream()
            .map(interaction -> interaction.getCode())
            .collect(Collectors.toSet());
  }

  void addTo(OpenAPI document) {
    document.path("/" + type, whole());
    if (offered.contains(TypeRestfulInteraction.SEARCHTYPE)) {
      document.path(
          "/" + type + "/_search",
          new PathItem()
              .post(
                  call("searchByForm", "Search, the parameters in the body", "200", "Bundle")
                      .requestBody(
                          Calls.body(
                              "Search parameters as in the URL",
                              false,
                              List.of("application/x-www-form-urlencoded")))));
    }
    document.path("/" + type + "/{id}", one());
    if (offered.contains(TypeRestfulInteraction.HISTORYTYPE)) {
      Operation history = call("historyType", "Changes of all, newest first", "200", "Bundle");
      HISTORY.forEach(history::addParametersItem);
      document.path("/" + type + "/_history", new PathItem().get(history));
    }
    if (offered.contains(TypeRestfulInteraction.HISTORYINSTANCE)) {
      Operation history = call("historyInstance", "Versions of one", "200", "Bundle");
      history.addParametersItem(id());
      HISTORY.forEach(history::addParametersItem);
      document.path("/" + type + "/{id}/_history", new PathItem().get(history));
    }
    if (offered.contains(TypeRestfulInteraction.VREAD)) {
      document.path(
          "/" + type + "/{id}/_history/{version}",
          new PathItem()
              .get(
                  call("vread", "One version", "200", type)
                      .addParametersItem(id())
                      .addParametersItem(Calls.path("version", "Number of the version"))));
    }
  }

  private PathItem whole() {
    PathItem path = new PathItem();
    if (offered.contains(TypeRestfulInteraction.SEARCHTYPE)) {
      path.get(search());
    }
    if (offered.contains(TypeRestfulInteraction.CREATE)) {
      path.post(
          call("create", "Create", "201", type)
              .addParametersItem(Calls.prefer())
              .addParametersItem(
                  Calls.header("If-None-Exist", "Only if nothing matches these criteria"))
              .requestBody(Calls.body(type, true)));
    }
    if (resource.getConditionalUpdate()) {
      path.put(
          call("conditionalUpdate", "Update the one that the criteria find", "200", type)
              .addParametersItem(Calls.prefer())
              .requestBody(Calls.body(type, true)));
    }
    if (resource.hasConditionalDelete()) {
      path.delete(call("conditionalDelete", "Delete what the criteria find", "204", "Deleted"));
    }
    return path;
  }

  private PathItem one() {
    PathItem path = new PathItem();
    if (offered.contains(TypeRestfulInteraction.READ)) {
      Operation read = call("read", "Read", "200", type).addParametersItem(id());
      Calls.shown().forEach(read::addParametersItem);
      path.get(read);
    }
    if (offered.contains(TypeRestfulInteraction.UPDATE)) {
      path.put(
          call("update", "Update, or create under this id", "200", type)
              .addParametersItem(id())
              .addParametersItem(Calls.prefer())
              .addParametersItem(Calls.header("If-Match", "Only if this version is current"))
              .requestBody(Calls.body(type, true)));
    }
    if (offered.contains(TypeRestfulInteraction.PATCH)) {
      path.patch(
          call("patch", "Change parts", "200", type)
              .addParametersItem(id())
              .addParametersItem(Calls.prefer())
              .addParametersItem(Calls.header("If-Match", "Only if this version is current"))
              .requestBody(
                  Calls.body(
                      "JSON Patch, or FHIRPath Patch as Parameters",
                      true,
                      List.of(
                          "application/json-patch+json",
                          "application/fhir+json",
                          "application/fhir+xml"))));
    }
    if (offered.contains(TypeRestfulInteraction.DELETE)) {
      path.delete(call("delete", "Delete", "204", "Deleted").addParametersItem(id()));
    }
    return path;
  }

  private Operation search() {
    Operation search = call("search", "Search", "200", "Bundle");
    for (CapabilityStatementRestResourceSearchParamComponent each : resource.getSearchParam()) {
      Parameter parameter = Calls.query(each.getName(), described(each));
      search.addParametersItem(parameter);
    }
    RESULTS.forEach(search::addParametersItem);
    if (resource.hasSearchInclude()) {
      search.addParametersItem(includes("_include", resource.getSearchInclude()));
    }
    if (resource.hasSearchRevInclude()) {
      search.addParametersItem(includes("_revinclude", resource.getSearchRevInclude()));
    }
    Calls.shown().forEach(search::addParametersItem);
    return search;
  }

  private static String described(CapabilityStatementRestResourceSearchParamComponent each) {
    return each.hasDocumentation()
        ? each.getType().toCode() + ": " + each.getDocumentation()
        : each.getType().toCode();
  }

  private static Parameter includes(String name, List<org.hl7.fhir.r4.model.StringType> values) {
    return Calls.query(
        name,
        values.stream()
            .map(org.hl7.fhir.r4.model.StringType::getValue)
            .collect(Collectors.joining(", ")));
  }

  private Operation call(String id, String summary, String status, String answer) {
    return Calls.call(type, id + type, summary, status, answer);
  }

  private static Parameter id() {
    return Calls.path("id", "Logical id");
  }
}
