package org.xiangqiao.server.rest.answer;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.rest.server.RestfulServerUtils;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.xiangqiao.server.rest.problem.OperationOutcomes;

/**
 * Writes an {@link Answer} in one piece. JSON that is asked for as it is stored is never parsed;
 * XML, {@code _pretty}, {@code _summary} and {@code _elements} go through HAPI's model.
 */
public final class AnswerWriter {

  private final FhirContext context;
  private final OperationOutcomes outcomes;

  public AnswerWriter(FhirContext context, OperationOutcomes outcomes) {
    this.context = context;
    this.outcomes = outcomes;
  }

  public void write(ServletRequestDetails details, Presentation presentation, Answer answer)
      throws IOException {
    byte[] body = body(details, presentation, answer.content());
    HttpServletResponse response = details.getServletResponse();
    response.setStatus(answer.status());
    if (answer.version() != null) {
      response.setHeader("ETag", "W/\"" + answer.version() + "\"");
    }
    if (answer.lastModified() != null) {
      response.setHeader(
          "Last-Modified",
          DateTimeFormatter.RFC_1123_DATE_TIME.format(
              answer.lastModified().atOffset(ZoneOffset.UTC)));
    }
    if (answer.location() != null) {
      response.setHeader("Location", answer.location());
    }
    if (body == null) {
      return;
    }
    response.setContentType(presentation.format().contentType());
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private byte[] body(
      ServletRequestDetails details, Presentation presentation, Answer.Content content) {
    String text;
    if (content instanceof Answer.Json json) {
      text = show(details, presentation, json.json());
    } else if (content instanceof Answer.Written written) {
      text = show(details, presentation, written);
    } else if (content instanceof Answer.Model model) {
      text = encode(details, presentation, model.resource());
    } else {
      return null;
    }
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private String show(
      ServletRequestDetails details, Presentation presentation, Answer.Written written) {
    return switch (presentation.returns()) {
      case MINIMAL -> null;
      case OPERATION_OUTCOME ->
          encode(details, presentation, outcomes.success(details.getServletRequest()));
      case REPRESENTATION -> show(details, presentation, written.json());
    };
  }

  private String show(ServletRequestDetails details, Presentation presentation, String json) {
    boolean asStored =
        presentation.format() == WireFormat.JSON
            && !presentation.pretty()
            && !presentation.reduced();
    return asStored
        ? json
        : encode(details, presentation, context.newJsonParser().parseResource(json));
  }

  private String encode(
      ServletRequestDetails details, Presentation presentation, IBaseResource resource) {
    IParser parser = presentation.format().parser(context).setPrettyPrint(presentation.pretty());
    if (presentation.reduced()) {
      RestfulServerUtils.configureResponseParser(details, parser);
    }
    return parser.encodeResourceToString(resource);
  }
}
