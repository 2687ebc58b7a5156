package org.xiangqiao.server.rest.body;

import ca.uhn.fhir.parser.IParserErrorHandler;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ScalarType;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what HAPI's parser would silently drop or guess, so that nothing a sender wrote is lost
 * and he sees all of it at once.
 */
final class ParseFindings implements IParserErrorHandler {

  /** More than this helps nobody. */
  private static final int MOST = 20;

  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param parent name of the element it is in, or null
   * @param element name of the element meant, or null
   * @param value wrong value, only to find its place, or null
   */
  record Finding(String rule, String parent, String element, String value) {}

  List<Finding> all() {
    return findings;
  }

  @Override
  public void containedResourceWithNoId(IParseLocation place) {
    add("element-missing", "contained", "contained.id", null);
  }

  @Override
  public void incorrectJsonType(
      IParseLocation place,
      String element,
      ValueType expected,
      ScalarType expectedScalar,
      ValueType found,
      ScalarType foundScalar) {
    add("value-type", parent(place), element, null);
  }

  @Override
  public void invalidValue(IParseLocation place, String value, String error) {
    add("value-invalid", null, parent(place), value);
  }

  @Override
  public void missingRequiredElement(IParseLocation place, String element) {
    add("element-missing", parent(place), element, null);
  }

  @Override
  public void unexpectedRepeatingElement(IParseLocation place, String element) {
    add("element-repeats", parent(place), element, null);
  }

  @Override
  public void unknownAttribute(IParseLocation place, String attribute) {
    add("element-unknown", parent(place), attribute, null);
  }

  @Override
  public void unknownElement(IParseLocation place, String element) {
    add("element-unknown", parent(place), element, null);
  }

  @Override
  public void unknownReference(IParseLocation place, String reference) {
    add("reference-broken", null, "reference", reference);
  }

  @Override
  public void invalidInternalReference(IParseLocation place, String reference) {
    add("reference-broken", null, "reference", reference);
  }

  @Override
  public void extensionContainsValueAndNestedExtensions(IParseLocation place) {
    add("extension-ambiguous", parent(place), "extension", null);
  }

  private void add(String rule, String parent, String element, String value) {
    if (findings.size() < MOST) {
      findings.add(new Finding(rule, parent, element, value));
    }
  }

  private static String parent(IParseLocation place) {
    return place == null ? null : place.getParentElementName();
  }
}
