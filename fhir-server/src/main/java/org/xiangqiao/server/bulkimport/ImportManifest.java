package org.xiangqiao.server.bulkimport;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.xiangqiao.server.rest.operation.OperationRequest;

/**
 * What is to be loaded: the manifest of SMART's bulk import proposal, as JSON or as Parameters.
 *
 * @param inputs types and sources, in the order sent
 */
record ImportManifest(List<Input> inputs) {

  static final String NDJSON = "application/fhir+ndjson";

  private static final Set<String> FORMATS =
      Set.of(NDJSON, "application/ndjson", "application/x-ndjson", "ndjson");
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*");
  private static final int MOST = 1_000;

  record Input(String type, String source) {}

  ImportManifest {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty() || inputs.size() > MOST) {
      throw ImportFaults.invalid("import-manifest", "", "input 1…" + MOST).exception();
    }
  }

  static ImportManifest of(OperationRequest call) {
    requireFormat(call.text("inputFormat").orElse(""));
    List<Input> inputs = new ArrayList<>();
    for (ParametersParameterComponent input : call.named("input")) {
      inputs.add(new Input(part(input, "type"), part(input, "url")));
    }
    return new ImportManifest(inputs);
  }

  static ImportManifest of(JsonNode json) {
    requireFormat(json.path("inputFormat").asText(""));
    List<Input> inputs = new ArrayList<>();
    for (JsonNode input : json.path("input")) {
      inputs.add(new Input(input.path("type").asText(""), input.path("url").asText("")));
    }
    return new ImportManifest(inputs);
  }

  private static String part(ParametersParameterComponent input, String name) {
    return input.getPart().stream()
        .filter(part -> name.equals(part.getName()) && part.getValue() != null)
        .map(part -> part.getValue().primitiveValue())
        .findFirst()
        .orElse("");
  }

  private static void requireFormat(String format) {
    if (!FORMATS.contains(format)) {
      throw ImportFaults.invalid("import-format", "inputFormat", format.isEmpty() ? "-" : format)
          .exception();
    }
  }

  List<String> types() {
    return inputs.stream().map(Input::type).distinct().toList();
  }

  /** Refuses unknown types and sources that nobody allowed. */
  ImportManifest checked(Set<String> types, Predicate<String> allowedSources) {
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      if (!types.contains(input.type())) {
        throw ImportFaults.invalid("import-type", "input[" + i + "].type", input.type())
            .exception();
      }
      if (!allowed(input.source(), allowedSources)) {
        throw ImportFaults.invalid("import-source", "input[" + i + "].url").exception();
      }
    }
    return this;
  }

  private static boolean allowed(String source, Predicate<String> allowedSources) {
    if (source.equals(ImportInput.UPLOAD)) {
      return true;
    }
    return source.startsWith(ImportInput.FILE)
        ? NAME.matcher(source.substring(ImportInput.FILE.length())).matches()
        : allowedSources.test(source);
  }
}
