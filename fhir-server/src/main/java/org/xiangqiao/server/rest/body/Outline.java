package org.xiangqiao.server.rest.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.xiangqiao.server.rest.answer.WireFormat;

/**
 * Every named element of a document with its path and line: read only to tell a sender where
 * something stands, because HAPI's parser tells names but no places.
 */
final class Outline {

  /**
   * @param path FHIRPath from the resource on
   * @param parent name of the element around it, or the resource type at the top
   */
  record Element(String path, String parent, String name, String value, int line, int column) {}

  private Outline() {}

  static List<Element> of(String document, WireFormat format, String type) {
    try {
      return format == WireFormat.JSON ? json(document, type) : xml(document);
    } catch (IOException | XMLStreamException alreadyRefused) {
      return List.of();
    }
  }

  private static List<Element> json(String document, String type) throws IOException {
    List<Element> elements = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(document)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        JsonStreamContext context = parser.getParsingContext();
        if (token == JsonToken.FIELD_NAME) {
          elements.add(at(parser, context, type, null));
        } else if (token.isScalarValue()) {
          elements.add(at(parser, context, type, parser.getText()));
        }
      }
    }
    return elements;
  }

  private static Element at(
      JsonParser parser, JsonStreamContext context, String type, String value) {
    var place = parser.currentTokenLocation();
    JsonStreamContext named = context.inArray() ? context.getParent() : context;
    JsonStreamContext around = named.getParent();
    while (around != null && around.getCurrentName() == null) {
      around = around.getParent();
    }
    return new Element(
        path(context, type),
        around == null ? type : around.getCurrentName(),
        named.getCurrentName(),
        value,
        place.getLineNr(),
        place.getColumnNr());
  }

  private static String path(JsonStreamContext context, String type) {
    Deque<String> parts = new ArrayDeque<>();
    for (JsonStreamContext at = context; at != null && !at.inRoot(); at = at.getParent()) {
      if (at.inArray()) {
        parts.push("[" + at.getCurrentIndex() + "]");
      } else if (at.getCurrentName() != null) {
        parts.push("." + at.getCurrentName());
      }
    }
    return type + String.join("", parts);
  }

  private static List<Element> xml(String document) throws XMLStreamException {
    List<Element> elements = new ArrayList<>();
    Deque<String> paths = new ArrayDeque<>();
    Deque<String> names = new ArrayDeque<>();
    Deque<Map<String, Integer>> seen = new ArrayDeque<>();
    seen.push(new HashMap<>());
    XMLStreamReader reader =
        DocumentShape.secureXml().createXMLStreamReader(new StringReader(document));
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        String name = reader.getLocalName();
        int index = seen.peek().merge(name, 1, Integer::sum) - 1;
        String path = paths.isEmpty() ? name : paths.peek() + "." + name + "[" + index + "]";
        elements.add(
            new Element(
                path,
                names.isEmpty() ? "" : names.peek(),
                name,
                reader.getAttributeValue(null, "value"),
                reader.getLocation().getLineNumber(),
                reader.getLocation().getColumnNumber()));
        paths.push(path);
        names.push(name);
        seen.push(new HashMap<>());
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        paths.pop();
        names.pop();
        seen.pop();
      }
    }
    return elements;
  }
}
