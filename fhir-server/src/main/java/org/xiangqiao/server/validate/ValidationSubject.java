package org.xiangqiao.server.validate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.xiangqiao.server.rest.answer.WireFormat;
import org.xiangqiao.server.rest.body.ResourceReader;
import org.xiangqiao.server.rest.body.ResourceReader.Document;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.problem.RestFaults;

/**
 * What is to be validated, as its sender wrote it: the body itself, or the {@code resource} of
 * posted Parameters, whose content is left as it stands so that its faults can be told.
 *
 * @param document null if none was sent
 * @param type resource type it claims to be, or null
 * @param mode {@code create}, {@code update}, {@code delete} or null
 * @param profiles canonical addresses asked for
 */
record ValidationSubject(Document document, String type, String mode, List<String> profiles) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> MODES = Set.of("create", "update", "delete");

  /** Refuses a mode that is none, and profiles beyond the limit. */
  void require(int maxProfiles) {
    if (mode != null && !MODES.contains(mode)) {
      throw ValidateFaults.invalid("validate-mode", "http.mode", mode).exception();
    }
    if (profiles.size() > maxProfiles) {
      throw ValidateFaults.invalid("validate-too-many-profiles", "http.profile", maxProfiles)
          .exception();
    }
  }

  static ValidationSubject of(OperationRequest request, ResourceReader reader) {
    String mode = request.text("mode").orElse(null);
    List<String> profiles = new ArrayList<>(request.texts("profile"));
    byte[] body = request.http().loadRequestContents();
    if (body == null || body.length == 0) {
      return new ValidationSubject(null, null, mode, profiles);
    }
    Document sent = reader.document(body, request.http().getHeader("Content-Type"));
    if (sent.format() == WireFormat.XML) {
      return ofXml(sent, reader, body, request, mode, profiles);
    }
    JsonNode root = parsed(sent.text());
    if (!enveloped(request, typeOf(root))) {
      return new ValidationSubject(sent, typeOf(root), mode, profiles);
    }
    Document inner = null;
    String type = null;
    for (JsonNode parameter : root.path("parameter")) {
      switch (parameter.path("name").asText()) {
        case "resource" -> {
          type = typeOf(parameter.path("resource"));
          inner = new Document(WireFormat.JSON, parameter.path("resource").toString());
        }
        case "mode" -> mode = value(parameter);
        case "profile" -> profiles.add(value(parameter));
        default ->
            throw RestFaults.invalid(
                    "operation-parameter-unknown",
                    "Parameters.parameter",
                    parameter.path("name").asText(),
                    "$validate",
                    "resource, mode, profile")
                .exception();
      }
    }
    return new ValidationSubject(inner, type, mode, profiles);
  }

  /**
   * In XML the wrapping must be sound, and so must what is wrapped; a bare resource need not be.
   */
  private static ValidationSubject ofXml(
      Document sent,
      ResourceReader reader,
      byte[] body,
      OperationRequest request,
      String asked,
      List<String> profiles) {
    String root = XmlRoot.name(sent.text());
    if (!enveloped(request, root)) {
      return new ValidationSubject(sent, root, asked, profiles);
    }
    Parameters parameters =
        (Parameters) reader.read(body, request.http().getHeader("Content-Type"));
    OperationRequest inner = new OperationRequest(request.http(), parameters);
    String mode = inner.text("mode").orElse(asked);
    profiles.addAll(inner.texts("profile"));
    return inner.named("resource").stream()
        .map(ParametersParameterComponent::getResource)
        .findFirst()
        .map(
            resource ->
                new ValidationSubject(
                    new Document(
                        WireFormat.JSON,
                        request
                            .http()
                            .getFhirContext()
                            .newJsonParser()
                            .encodeResourceToString(resource)),
                    resource.fhirType(),
                    mode,
                    profiles))
        .orElseGet(() -> new ValidationSubject(null, null, mode, profiles));
  }

  /** Parameters are an envelope, unless Parameters themselves are to be validated. */
  private static boolean enveloped(OperationRequest request, String type) {
    return "Parameters".equals(type) && !"Parameters".equals(request.type());
  }

  private static String value(JsonNode parameter) {
    for (String each : List.of("valueCode", "valueUri", "valueCanonical", "valueString")) {
      if (parameter.path(each).isTextual()) {
        return parameter.get(each).asText();
      }
    }
    throw RestFaults.invalid(
            "operation-parameter-type",
            "Parameters.parameter",
            parameter.path("name").asText(),
            "code, uri")
        .exception();
  }

  private static String typeOf(JsonNode resource) {
    return resource.path("resourceType").isTextual() ? resource.get("resourceType").asText() : null;
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException checkedBefore) {
      throw new IllegalStateException(checkedBefore.getOriginalMessage());
    }
  }
}
