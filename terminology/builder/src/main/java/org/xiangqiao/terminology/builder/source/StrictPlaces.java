package org.xiangqiao.terminology.builder.source;

import ca.uhn.fhir.parser.IParserErrorHandler;
import ca.uhn.fhir.parser.LenientErrorHandler;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ScalarType;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ValueType;
import java.util.List;

/** Collects what HAPI's parser complains of, each with the line of the YAML source. */
final class StrictPlaces extends LenientErrorHandler {

  private final String place;
  private final YamlDocument document;
  private final List<String> problems;

  StrictPlaces(String place, YamlDocument document, List<String> problems) {
    super(false);
    this.place = place;
    this.document = document;
    this.problems = problems;
  }

  @Override
  public void unknownElement(IParseLocation location, String name) {
    add(location, name, "FHIR R4 has no element '" + name + "' here");
  }

  @Override
  public void unknownAttribute(IParseLocation location, String name) {
    add(location, name, "FHIR R4 has no attribute '" + name + "' here");
  }

  @Override
  public void unexpectedRepeatingElement(IParseLocation location, String name) {
    add(location, name, "'" + name + "' may be there only once");
  }

  @Override
  public void missingRequiredElement(IParseLocation location, String name) {
    add(location, name, "'" + name + "' is missing");
  }

  @Override
  public void invalidValue(IParseLocation location, String value, String message) {
    add(location, parent(location), "'" + value + "' is no valid value: " + message);
  }

  @Override
  public void incorrectJsonType(
      IParseLocation location,
      String name,
      ValueType expected,
      ScalarType expectedScalar,
      ValueType found,
      ScalarType foundScalar) {
    if (expected != found) {
      add(location, name, "'" + name + "' must be " + expected + ", not " + found);
    } else if (expectedScalar != null && expectedScalar != foundScalar) {
      add(location, name, "'" + name + "' must be " + expectedScalar + ", not " + foundScalar);
    }
  }

  @Override
  public void containedResourceWithNoId(IParseLocation location) {
    add(location, "contained", "a contained resource has no id");
  }

  @Override
  public void unknownReference(IParseLocation location, String reference) {
    add(location, "reference", "'" + reference + "' refers to nothing");
  }

  @Override
  public void invalidInternalReference(IParseLocation location, String reference) {
    add(location, "reference", "'" + reference + "' refers to nothing in this resource");
  }

  @Override
  public void extensionContainsValueAndNestedExtensions(IParseLocation location) {
    add(location, "extension", "an extension has both a value and extensions");
  }

  private void add(IParserErrorHandler.IParseLocation location, String name, String message) {
    String line = document.line(parent(location), name).map(number -> ":" + number).orElse("");
    problems.add(place + line + ": " + message);
  }

  private static String parent(IParserErrorHandler.IParseLocation location) {
    return location == null ? "" : location.getParentElementName();
  }
}
