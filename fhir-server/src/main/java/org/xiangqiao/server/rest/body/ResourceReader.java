package org.xiangqiao.server.rest.body;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.server.rest.answer.WireFormat;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.RestFaults;

/** Makes a resource of a body, strictly: what is not FHIR R4 is refused with its place. */
public final class ResourceReader {

  private final FhirContext context;
  private final DocumentShape shape;

  public ResourceReader(FhirContext context, int deepest) {
    this.context = context;
    this.shape = new DocumentShape(deepest);
  }

  /**
   * A well-formed document of bounded depth, whatever it says.
   *
   * @param text decoded
   */
  public record Document(WireFormat format, String text) {}

  /** A body to be looked at as it is: only what is no JSON or XML is refused. */
  public Document document(byte[] body, String contentType) {
    Document document = new Document(format(contentType), text(body));
    if (document.format() == WireFormat.JSON) {
      shape.checkJson(document.text());
    } else {
      shape.checkXml(document.text());
    }
    return document;
  }

  private static WireFormat format(String contentType) {
    return WireFormat.ofContentType(contentType)
        .orElseThrow(
            () ->
                RestFaults.unsupportedMediaType(Objects.requireNonNullElse(contentType, "-"))
                    .exception());
  }

  public Resource read(byte[] body, String contentType) {
    WireFormat format = format(contentType);
    String document = text(body);
    if (format == WireFormat.JSON) {
      shape.checkJson(document);
      return parse(document, format);
    }
    boolean largeNumbers = shape.checkXml(document);
    Resource resource = parse(document, format);
    if (largeNumbers) {
      requireModestDecimals(resource);
    }
    return resource;
  }

  /** XML does not tell a decimal from a text that looks like one; the model does. */
  private void requireModestDecimals(Resource resource) {
    for (DecimalType decimal :
        context.newTerser().getAllPopulatedChildElementsOfType(resource, DecimalType.class)) {
      if (DocumentShape.isTooLarge(decimal.getValueAsString())) {
        throw RestFaults.structure("number-too-large", "", "?", "?").exception();
      }
    }
  }

  /** A body that must be there and must be UTF-8. */
  public String text(byte[] body) {
    if (body == null || body.length == 0) {
      throw RestFaults.invalid("body-missing", "").exception();
    }
    return decode(body);
  }

  private Resource parse(String document, WireFormat format) {
    ParseFindings findings = new ParseFindings();
    IParser parser = format.parser(context).setParserErrorHandler(findings);
    IBaseResource resource;
    try {
      resource = parser.parseResource(document);
    } catch (RuntimeException unreadable) {
      // Whatever it is: HAPI's parser fails over odd documents in many ways.
      throw RestFaults.structure("content-unreadable", "").exception();
    }
    if (!findings.all().isEmpty()) {
      List<Outline.Element> outline = Outline.of(document, format, resource.fhirType());
      throw new FaultException(
          findings.all().stream().map(finding -> fault(finding, outline)).toList());
    }
    return (Resource) resource;
  }

  private static Fault fault(ParseFindings.Finding finding, List<Outline.Element> outline) {
    List<Outline.Element> named =
        outline.stream()
            .filter(element -> Objects.equals(finding.element(), element.name()))
            .filter(element -> finding.value() == null || finding.value().equals(element.value()))
            .toList();
    Outline.Element found =
        named.stream()
            .filter(element -> Objects.equals(finding.parent(), element.parent()))
            .findFirst()
            .orElse(named.isEmpty() ? null : named.get(0));
    String name = Objects.requireNonNullElse(finding.element(), "-");
    return found == null
        ? RestFaults.structure(finding.rule(), "", name, "?", "?")
        : RestFaults.structure(finding.rule(), found.path(), name, found.line(), found.column());
  }

  /** A byte order mark is forgiven; any other byte that is not UTF-8 is not. */
  private static String decode(byte[] body) {
    boolean marked =
        body.length >= 3
            && body[0] == (byte) 0xEF
            && body[1] == (byte) 0xBB
            && body[2] == (byte) 0xBF;
    ByteBuffer bytes = ByteBuffer.wrap(body, marked ? 3 : 0, body.length - (marked ? 3 : 0));
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer characters = CharBuffer.allocate(body.length);
    CoderResult result = decoder.decode(bytes, characters, true);
    if (result.isError()) {
      throw RestFaults.structure("not-utf8", "", bytes.position()).exception();
    }
    return characters.flip().toString();
  }
}
