package org.xiangqiao.suites.fhirpath;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads HL7's manifest of FHIRPath cases for R4. */
final class FhirPathCases {

  static final String SOURCE =
      "org.hl7.fhir.testcases:fhir-test-cases:1.7.69, r4/fhirpath/tests-fhir-r4.xml";
  static final String FOLDER = "/org/hl7/fhir/testcases/r4/";

  private FhirPathCases() {}

  static List<FhirPathCase> all() {
    try (InputStream manifest =
        FhirPathCases.class.getResourceAsStream(FOLDER + "fhirpath/tests-fhir-r4.xml")) {
      NodeList tests =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(manifest)
              .getElementsByTagName("test");
      List<FhirPathCase> cases = new ArrayList<>();
      Set<String> ids = new HashSet<>();
      for (int i = 0; i < tests.getLength(); i++) {
        Element test = (Element) tests.item(i);
        String name =
            ((Element) test.getParentNode()).getAttribute("name") + "/" + test.getAttribute("name");
        String id = name;
        for (int again = 2; !ids.add(id); again++) {
          id = name + "#" + again;
        }
        cases.add(read(id, test));
      }
      return cases;
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FhirPathCase read(String id, Element test) {
    Element expression = (Element) test.getElementsByTagName("expression").item(0);
    List<FhirPathCase.Output> outputs = new ArrayList<>();
    for (Node child = test.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element output && output.getTagName().equals("output")) {
        outputs.add(new FhirPathCase.Output(output.getAttribute("type"), output.getTextContent()));
      }
    }
    return new FhirPathCase(
        id,
        test.getAttribute("inputfile"),
        expression.getTextContent(),
        expression.getAttribute("invalid"),
        test.getAttribute("predicate").equals("true"),
        !test.getAttribute("ordered").equals("false"),
        outputs);
  }
}
