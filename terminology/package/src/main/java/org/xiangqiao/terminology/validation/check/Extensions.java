package org.xiangqiao.terminology.validation.check;

import java.util.HashSet;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.compile.ElementCheck;
import org.xiangqiao.terminology.validation.compile.ElementCheck.AllowedType;
import org.xiangqiao.terminology.validation.compile.StructureCheck;
import org.xiangqiao.terminology.validation.compile.Structures;
import org.xiangqiao.terminology.validation.json.Node;

/** Extensions: known, at an allowed place, with an allowed value (R4 extensibility.html). */
final class Extensions {

  private final Structures structures;
  private final Elements elements;
  private final ExtensionPlaces places;
  private final Findings findings;

  Extensions(Structures structures, Elements elements, Findings findings) {
    this.structures = structures;
    this.elements = elements;
    this.places = new ExtensionPlaces(structures, findings);
    this.findings = findings;
  }

  void check(Node node, StructureCheck in, Scope scope) {
    Node url = node.child("url");
    StructureCheck base = structures.ofType("Extension");
    if (url == null || !url.hasText() || url.text().isEmpty()) {
      findings.error(IssueType.INVALID, node, "extension-without-url", in.url());
      elements.content(node, base.root(), base, scope);
      return;
    }
    boolean absolute = PrimitiveForms.absolute(url.text());
    if (scope.extension() == null && !absolute) {
      findings.error(IssueType.INVALID, node, "extension-url-not-absolute", in.url());
      elements.content(node, base.root(), base, scope);
      return;
    }
    StructureCheck definition = absolute ? structures.of(url.text()).orElse(null) : null;
    if (definition == null || definition.root() == null) {
      unknown(node, absolute, in);
      part(node, url.text(), absolute, scope);
      elements.invariants(node, base.root(), base, scope);
      elements.content(node, base.root(), base, scope.inside(url.text()));
    } else {
      known(node, definition, scope);
      elements.invariants(node, definition.root(), definition, scope);
      elements.content(node, definition.root(), definition, scope.inside(url.text()));
    }
  }

  /** Others may add what we do not know, but not what changes the meaning. */
  private void unknown(Node node, boolean absolute, StructureCheck in) {
    boolean example = node.childText("url").startsWith("http://example.org/");
    if (node.name().equals("modifierExtension") && absolute && !example) {
      findings.error(IssueType.STRUCTURE, node, "extension-modifier-unknown", in.url());
    }
  }

  /** Parts of an extension that is known are those that its definition names. */
  private void part(Node node, String url, boolean absolute, Scope scope) {
    StructureCheck whole =
        absolute || scope.extension() == null
            ? null
            : structures.of(scope.extension()).orElse(null);
    if (whole == null || whole.root() == null) {
      return;
    }
    ElementCheck parts = whole.root().children().get("extension");
    boolean named =
        parts != null
            && parts.slices().stream()
                .map(slice -> slice.children().get("url"))
                .anyMatch(
                    each ->
                        each != null && each.fixed() != null && url.equals(each.fixed().text()));
    if (!named) {
      findings.error(IssueType.INVALID, node, "extension-part-unknown", whole.url(), whole.url());
    }
  }

  private void known(Node node, StructureCheck definition, Scope scope) {
    boolean modifier = node.name().equals("modifierExtension");
    String place = node.location() + "[url='" + definition.url() + "']";
    if (definition.root().modifier() != modifier) {
      findings.error(
          IssueType.STRUCTURE, place, "extension-modifier", definition.url(), definition.url());
    }
    places.check(node, definition, scope);
    value(node, definition);
  }

  private void value(Node node, StructureCheck definition) {
    ElementCheck wanted = definition.root().children().get("value");
    Set<String> types = new HashSet<>();
    if (wanted != null && wanted.max() > 0) {
      wanted.types().stream().map(AllowedType::code).forEach(types::add);
    }
    Node value = node.child("value");
    if (value != null) {
      if (!types.contains(value.type())) {
        findings.error(
            IssueType.STRUCTURE, node, "extension-value-type", definition.url(), definition.url());
      }
    } else if (node.has("extension")) {
      if (wanted != null && wanted.min() > 0 && !types.isEmpty()) {
        findings.error(
            IssueType.STRUCTURE, node, "extension-value-type", definition.url(), definition.url());
      }
    } else if (!types.isEmpty()) {
      findings.error(
          IssueType.STRUCTURE, node, "extension-without-value", definition.url(), definition.url());
    }
  }
}
