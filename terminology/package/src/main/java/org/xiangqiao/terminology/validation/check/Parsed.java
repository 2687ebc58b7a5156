package org.xiangqiao.terminology.validation.check;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import java.util.List;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r4.model.Base;
import org.xiangqiao.terminology.validation.json.Node;

/** The same resource in HAPI's model, parsed when a rule first needs it. */
final class Parsed {

  private final FhirContext context;
  private final String json;
  private Base root;
  private boolean failed;

  Parsed(FhirContext context, String json) {
    this.context = context;
    this.json = json;
  }

  /** The same element there, or null. */
  Base of(Node node) {
    if (node.parent() == null) {
      return root();
    }
    Base parent = of(node.parent());
    if (parent == null) {
      return null;
    }
    List<Base> all = children(parent, node.name());
    int place = Math.max(node.index(), 0);
    return place < all.size() ? all.get(place) : null;
  }

  private static List<Base> children(Base parent, String name) {
    try {
      return parent.listChildrenByName(name);
    } catch (FHIRException e) {
      return List.of();
    }
  }

  private Base root() {
    if (root == null && !failed) {
      try {
        IParser parser = context.newJsonParser();
        parser.setParserErrorHandler(new LenientErrorHandler(false).disableAllErrors());
        root = (Base) parser.parseResource(json);
      } catch (DataFormatException | IllegalArgumentException e) {
        failed = true;
      }
    }
    return root;
  }
}
