package org.xiangqiao.server.rest.answer;

import ca.uhn.fhir.context.ConfigurationException;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Base;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.XmlText;
import org.xiangqiao.store.binary.BinaryContents;

/**
 * Writes an {@link Answer}. JSON that is asked for as it is stored is never parsed; XML, {@code
 * _pretty}, {@code _summary} and {@code _elements} go through HAPI's model. Contents of Binary
 * resources are streamed.
 */
public final class AnswerWriter {

  private final FhirContext context;
  private final OperationOutcomes outcomes;
  private final BinaryContents binaries;

  public AnswerWriter(FhirContext context, OperationOutcomes outcomes, BinaryContents binaries) {
    this.context = context;
    this.outcomes = outcomes;
    this.binaries = binaries;
  }

  /** To HEAD the same without the body (R4 http.html#head). */
  public void write(ServletRequestDetails details, Presentation presentation, Answer answer)
      throws IOException {
    Rendered rendered = render(details, presentation, answer);
    HttpServletResponse response = details.getServletResponse();
    response.setStatus(rendered.status());
    rendered.headers().forEach(response::setHeader);
    if (rendered.contentType() == null) {
      return;
    }
    response.setContentType(rendered.contentType());
    response.setContentLengthLong(rendered.length());
    if (details.getRequestType() != RequestTypeEnum.HEAD) {
      rendered.body().writeTo(response.getOutputStream());
    }
  }

  public Rendered render(ServletRequestDetails details, Presentation presentation, Answer answer) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (answer.version() != null) {
      headers.put("ETag", "W/\"" + answer.version() + "\"");
    }
    if (answer.lastModified() != null) {
      headers.put(
          "Last-Modified",
          DateTimeFormatter.RFC_1123_DATE_TIME.format(
              answer.lastModified().atOffset(ZoneOffset.UTC)));
    }
    if (answer.location() != null) {
      headers.put("Location", answer.location());
    }
    Answer.Content content = shown(details, presentation, answer.content());
    if (content instanceof Answer.Nothing) {
      return new Rendered(answer.status(), headers, null, 0, out -> {});
    }
    if (content instanceof Answer.Raw raw) {
      headers.putAll(raw.headers());
      return new Rendered(
          answer.status(), headers, raw.mediaType(), raw.length(), out -> copy(raw, out));
    }
    if (content instanceof Answer.Text other) {
      return rendered(answer.status(), headers, other.mediaType(), other.text());
    }
    String type = presentation.format().contentType();
    if (content instanceof Answer.WholeBinary binary) {
      DataSplice splice = DataSplice.into(binary.json());
      String text = show(details, presentation, splice.json());
      if (splice.isIn(text)) {
        long length = binary.content().length();
        return new Rendered(
            answer.status(),
            headers,
            type,
            splice.length(text, length),
            out ->
                splice.write(
                    text,
                    out,
                    base64 -> binaries.copy(binary.caller(), binary.content(), 0, length, base64)));
      }
      return rendered(answer.status(), headers, type, text);
    }
    String text =
        content instanceof Answer.Json json
            ? show(details, presentation, json.json())
            : encode(details, presentation, ((Answer.Model) content).resource());
    return rendered(answer.status(), headers, type, text);
  }

  private static Rendered rendered(
      int status, Map<String, String> headers, String type, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return new Rendered(status, headers, type, body.length, out -> out.write(body));
  }

  private Answer.Content shown(
      ServletRequestDetails details, Presentation presentation, Answer.Content content) {
    if (!(content instanceof Answer.Written written)) {
      return content;
    }
    return switch (presentation.returns()) {
      case MINIMAL -> new Answer.Nothing();
      case OPERATION_OUTCOME -> new Answer.Model(outcomes.success(details.getServletRequest()));
      case REPRESENTATION -> written.representation();
    };
  }

  private void copy(Answer.Raw raw, java.io.OutputStream out) throws IOException {
    if (raw.content() != null) {
      binaries.copy(raw.caller(), raw.content(), raw.first(), raw.length(), out);
    }
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
      Reduction.of(details.getParameters()).apply(parser, resource);
    }
    try {
      return parser.encodeResourceToString(resource);
    } catch (ConfigurationException | DataFormatException unwritable) {
      if (presentation.format() != WireFormat.XML || !(resource instanceof Base element)) {
        throw unwritable;
      }
      // A character that JSON can hold and XML cannot: told by the writer, looked for only then.
      XmlText.cleanse(element);
      return parser.encodeResourceToString(resource);
    }
  }
}
