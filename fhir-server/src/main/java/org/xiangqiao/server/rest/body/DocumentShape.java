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
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.RestFaults;

/**
 * Looks over a document's outer form before anything is built of it: well-formed, not nested beyond
 * the limit, no property twice in one JSON object (one of the two would be lost), no number that
 * takes minutes to write out, no document type or entities in XML.
 */
final class DocumentShape {

  /** Exponents of more digits make numbers that nothing is counted in. */
  private static final Pattern LARGE = Pattern.compile("[-+]?[0-9.]+[eE][-+]?0*[1-9][0-9]{3,}");

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
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
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
      for (JsonToken token = parser.nextToken();
          !parser.getParsingContext().inRoot();
          token = parser.nextToken()) {
        if (token.isNumeric() && isTooLarge(parser.getText())) {
          throw numberTooLarge(parser.currentTokenLocation()).exception();
        }
      }
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

  /**
   * @return true if a value looks like a number beyond all measure; whether it is one depends on
   *     its element
   */
  boolean checkXml(String document) {
    boolean largeNumbers = false;
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
            largeNumbers |= isTooLarge(reader.getAttributeValue(null, "value"));
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
    return largeNumbers;
  }

  /** True for 1e1000 and beyond, and for as small fractions. */
  static boolean isTooLarge(String number) {
    return number != null && LARGE.matcher(number).matches();
  }

  private static Fault numberTooLarge(JsonLocation place) {
    return RestFaults.structure("number-too-large", "", place.getLineNr(), place.getColumnNr());
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
