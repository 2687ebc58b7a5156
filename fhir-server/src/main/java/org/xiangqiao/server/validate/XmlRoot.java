package org.xiangqiao.server.validate;

import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Name of the first element of a document that is known to be well-formed. */
final class XmlRoot {

  private XmlRoot() {}

  static String name(String document) {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(document));
      reader.nextTag();
      return reader.getLocalName();
    } catch (XMLStreamException checkedBefore) {
      return null;
    }
  }
}
