package org.xiangqiao.terminology.validation.invariant;

import java.io.IOException;
import java.util.Set;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.utilities.xhtml.NodeType;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;
import org.hl7.fhir.utilities.xhtml.XhtmlParser;
import org.xiangqiao.terminology.validation.json.Node;

/** What a narrative may be made of (R4 narrative.html, txt-1 and txt-2). */
final class Html {

  private static final Set<String> ELEMENTS =
      Set.of(
          "p",
          "br",
          "div",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "a",
          "span",
          "b",
          "em",
          "i",
          "strong",
          "small",
          "big",
          "tt",
          "dfn",
          "q",
          "var",
          "abbr",
          "acronym",
          "cite",
          "blockquote",
          "hr",
          "address",
          "bdo",
          "kbd",
          "sub",
          "sup",
          "ul",
          "ol",
          "li",
          "dl",
          "dt",
          "dd",
          "pre",
          "table",
          "caption",
          "colgroup",
          "col",
          "thead",
          "tr",
          "tfoot",
          "tbody",
          "th",
          "td",
          "code",
          "samp",
          "img",
          "map",
          "area",
          "ins",
          "del");

  private static final Set<String> NO_ATTRIBUTES_OF =
      Set.of("onclick", "onload", "onerror", "onmouseover", "onfocus", "onblur");

  private Html() {}

  static boolean allowed(Object item) {
    if (!(item instanceof Node node) || !node.hasText()) {
      return true;
    }
    try {
      XhtmlNode div =
          new XhtmlParser().setXmlMode(true).parse(node.text(), null).getDocumentElement();
      return div != null && elements(div) && says(div);
    } catch (FHIRException | IOException | IllegalStateException e) {
      return false;
    }
  }

  private static boolean elements(XhtmlNode node) {
    if (node.getNodeType() == NodeType.Element) {
      if (!ELEMENTS.contains(node.getName())) {
        return false;
      }
      for (String attribute : node.getAttributes().keySet()) {
        if (NO_ATTRIBUTES_OF.contains(attribute)) {
          return false;
        }
      }
    }
    return node.getChildNodes().stream().allMatch(Html::elements);
  }

  /** Some text or a picture. */
  private static boolean says(XhtmlNode node) {
    if (node.getNodeType() == NodeType.Text) {
      return node.getContent() != null && !node.getContent().isBlank();
    }
    return "img".equals(node.getName()) || node.getChildNodes().stream().anyMatch(Html::says);
  }
}
