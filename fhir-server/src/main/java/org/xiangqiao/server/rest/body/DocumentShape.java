package org.xiangqiao.server.rest.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.RestFaults;

/**
 * Looks over a document's outer form before anything is built of it: well-formed, not nested beyond
 * the limit, no property twice in one JSON object (one of the two would be lost), no document type
 * or entities in XML.
 */
final class DocumentShape {

  private final int deepest;
  private final JsonFactory json;
  private final XMLInputFactory xml;

  DocumentShape(int deepest) {
    this.deepest = deepest;
    json =
        JsonFactory.builder()
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(deepest)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();
    xml = secureXml();
  }

  /** No external entity is ever fetched and none is expanded. */
  static XMLInputFactory secureXml() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    return factory;
  }

  void checkJson(String document) {
    try (JsonParser parser = json.createParser(document)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw syntax(parser.currentTokenLocation(), "an object { … } is expected").exception();
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw syntax(parser.currentTokenLocation(), "content after the end").exception();
      }
    } catch (StreamConstraintsException tooDeep) {
      throw RestFaults.structure("too-deep", "", deepest).exception();
    } catch (JsonParseException malformed) {
      throw syntax(malformed.getLocation(), malformed.getOriginalMessage()).exception();
    } catch (IOException impossible) {
      throw RestFaults.structure("content-unreadable", "").exception();
    }
  }

  void checkXml(String document) {
    int depth = 0;
    XMLStreamReader reader = null;
    try {
      reader = xml.createXMLStreamReader(new StringReader(document));
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT:
            if (++depth > deepest) {
              throw RestFaults.structure("too-deep", "", deepest).exception();
            }
            break;
          case XMLStreamConstants.END_ELEMENT:
            depth--;
            break;
          case XMLStreamConstants.DTD:
          case XMLStreamConstants.ENTITY_DECLARATION:
            throw RestFaults.structure("xml-doctype", "").exception();
          default:
        }
      }
    } catch (XMLStreamException malformed) {
      var place = malformed.getLocation();
      throw RestFaults.structure(
              "xml-syntax",
              "",
              place == null ? "?" : place.getLineNumber(),
              place == null ? "?" : place.getColumnNumber())
          .exception();
    }
  }

  private static Fault syntax(JsonLocation place, String why) {
    return RestFaults.structure(
        "json-syntax",
        "",
        place == null ? "?" : place.getLineNr(),
        place == null ? "?" : place.getColumnNr(),
        why == null ? "" : why);
  }
}
