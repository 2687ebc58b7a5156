package org.xiangqiao.server.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;

/** Parts that every described call is made of. */
final class Calls {

  private static final List<String> FHIR = List.of("application/fhir+json", "application/fhir+xml");

  private Calls() {}

  /** With the refusals that any call may meet. */
  static Operation call(String tag, String id, String summary, String status, String answer) {
    return new Operation()
        .addTagsItem(tag)
        .operationId(id)
        .summary(summary)
        .responses(
            new ApiResponses()
                .addApiResponse(
                    status,
                    new ApiResponse()
                        .description(answer)
                        .content(status.equals("204") ? null : content(FHIR)))
                .addApiResponse(
                    "default",
                    new ApiResponse()
                        .description("Refused: an OperationOutcome names place, rule and remedy.")
                        .content(content(FHIR))));
  }

  static RequestBody body(String description, boolean required) {
    return body(description, required, FHIR);
  }

  static RequestBody body(String description, boolean required, List<String> mediaTypes) {
    return new RequestBody()
        .description(description)
        .required(required)
        .content(content(mediaTypes));
  }

  private static Content content(List<String> mediaTypes) {
    Content content = new Content();
    mediaTypes.forEach(
        type -> content.addMediaType(type, new MediaType().schema(new ObjectSchema())));
    return content;
  }

  static Parameter path(String name, String description) {
    return new Parameter()
        .in("path")
        .name(name)
        .required(true)
        .description(description)
        .schema(new StringSchema());
  }

  static Parameter query(String name, String description) {
    return new Parameter()
        .in("query")
        .name(name)
        .description(description)
        .schema(new StringSchema());
  }

  static Parameter header(String name, String description) {
    return new Parameter()
        .in("header")
        .name(name)
        .description(description)
        .schema(new StringSchema());
  }

  static Parameter prefer() {
    return header(
        "Prefer",
        "return=representation, return=minimal or return=OperationOutcome; respond-async");
  }

  /** How any answer may be shown. */
  static List<Parameter> shown() {
    return List.of(
        query("_format", "json or xml, instead of Accept"),
        query("_pretty", "true: with line breaks"),
        query("_summary", "true, text, data, count or false"),
        query("_elements", "Elements to show, separated by commas"));
  }
}
