package org.xiangqiao.suites.patch;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.patch.FhirPathPatch;
import org.xiangqiao.suites.KnownFailures;
import org.xiangqiao.suites.SuiteTable;

/** HL7's cases of FHIRPath Patch (R4 fhirpatch.html): what is changed, and what is refused. */
class PatchCasesIT {

  private static final String MANIFEST = "/org/hl7/fhir/testcases/r4/patch/fhir-patch-tests.xml";
  private static final int CASES = 33;

  private final FhirContext context = FhirContext.forR4Cached();
  private final FhirPathPatch patch = new FhirPathPatch(context);

  @Test
  void casesStandAsBefore() throws Exception {
    SuiteTable table =
        new SuiteTable(
            "patch",
            "org.hl7.fhir.testcases:fhir-test-cases:1.7.69, r4/patch/fhir-patch-tests.xml");
    KnownFailures known = new KnownFailures(PatchCasesIT.class, "patch.csv");
    DocumentBuilderFactory documents = DocumentBuilderFactory.newInstance();
    documents.setNamespaceAware(true);
    NodeList cases;
    try (InputStream manifest = PatchCasesIT.class.getResourceAsStream(MANIFEST)) {
      cases = documents.newDocumentBuilder().parse(manifest).getElementsByTagName("case");
    }
    for (int i = 0; i < cases.getLength(); i++) {
      Element each = (Element) cases.item(i);
      String difference = difference(each);
      if (difference == null) {
        table.pass(each.getAttribute("name"));
      } else {
        table.fail(each.getAttribute("name"), difference);
      }
    }
    table.write();
    assertThat(cases.getLength()).isEqualTo(CASES);
    List<String> surprises = known.surprises(table.failed());
    assertThat(surprises).isEmpty();
  }

  /** Null if the outcome is the expected one. */
  private String difference(Element each) {
    Resource input = resource(each, "input");
    Parameters diff = (Parameters) resource(each, "diff");
    Resource patched;
    try {
      patched = patch.apply(input.copy(), diff);
    } catch (StoreException refused) {
      return part(each, "error") == null ? "refused: " + refused.getMessage() : null;
    }
    if (part(each, "error") != null) {
      return "accepted, but is to be refused";
    }
    return patched.equalsDeep(resource(each, "output"))
        ? null
        : "gives " + context.newJsonParser().encodeResourceToString(patched);
  }

  private Resource resource(Element each, String name) {
    for (Node at = part(each, name).getFirstChild(); at != null; at = at.getNextSibling()) {
      if (at instanceof Element element) {
        return (Resource) context.newXmlParser().parseResource(text(element));
      }
    }
    throw new IllegalStateException(each.getAttribute("name") + " has no " + name);
  }

  private static Element part(Element each, String name) {
    for (Node at = each.getFirstChild(); at != null; at = at.getNextSibling()) {
      if (at instanceof Element element && element.getTagName().equals(name)) {
        return element;
      }
    }
    return null;
  }

  private static String text(Element element) {
    try {
      Transformer transformer = TransformerFactory.newInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter text = new StringWriter();
      transformer.transform(new DOMSource(element), new StreamResult(text));
      return text.toString();
    } catch (TransformerException e) {
      throw new IllegalStateException(e);
    }
  }
}
