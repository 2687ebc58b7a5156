package org.xiangqiao.store.patch;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.IParserErrorHandler;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ScalarType;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ValueType;
import org.hl7.fhir.r4.model.Resource;

/** Reads JSON as a resource and refuses what HAPI would else leave out or guess. */
final class StrictParsing {

  private final FhirContext fhir;

  StrictParsing(FhirContext fhir) {
    this.fhir = fhir;
  }

  /** A JSON text that is no proper resource. */
  static final class NotFhir extends Exception {

    private static final long serialVersionUID = 1L;

    private final String element;

    NotFhir(String element) {
      super(element, null, false, false);
      this.element = element;
    }

    /** Name of the element that is wrong, as far as it is known; never its content. */
    String element() {
      return element;
    }
  }

  Resource parse(String json) throws NotFhir {
    FirstFinding finding = new FirstFinding();
    IParser parser =
        fhir.newJsonParser()
            .setStripVersionsFromReferences(false)
            .setOverrideResourceIdWithBundleEntryFullUrl(false)
            .setParserErrorHandler(finding);
    try {
      Resource resource = (Resource) parser.parseResource(json);
      if (finding.element != null) {
        throw new NotFhir(finding.element);
      }
      return resource;
    } catch (DataFormatException | ClassCastException | IllegalArgumentException unreadable) {
      throw new NotFhir(finding.element == null ? "-" : finding.element);
    }
  }

  private static final class FirstFinding implements IParserErrorHandler {

    private String element;

    private void note(String name) {
      if (element == null) {
        element = name == null ? "-" : name;
      }
    }

    @Override
    public void containedResourceWithNoId(IParseLocation place) {
      note("contained.id");
    }

    @Override
    public void incorrectJsonType(
        IParseLocation place,
        String name,
        ValueType expected,
        ScalarType expectedScalar,
        ValueType found,
        ScalarType foundScalar) {
      note(name);
    }

    @Override
    public void invalidValue(IParseLocation place, String value, String error) {
      note(place == null ? null : place.getParentElementName());
    }

    @Override
    public void missingRequiredElement(IParseLocation place, String name) {
      note(name);
    }

    @Override
    public void unexpectedRepeatingElement(IParseLocation place, String name) {
      note(name);
    }

    @Override
    public void unknownAttribute(IParseLocation place, String name) {
      note(name);
    }

    @Override
    public void unknownElement(IParseLocation place, String name) {
      note(name);
    }

    @Override
    public void unknownReference(IParseLocation place, String reference) {
      note("reference");
    }

    @Override
    public void invalidInternalReference(IParseLocation place, String reference) {
      note("reference");
    }

    @Override
    public void extensionContainsValueAndNestedExtensions(IParseLocation place) {
      note("extension");
    }
  }
}
