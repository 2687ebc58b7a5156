package org.xiangqiao.terminology.validation.check;

import java.util.LinkedHashSet;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.compile.ElementCheck;
import org.xiangqiao.terminology.validation.compile.ElementCheck.AllowedType;
import org.xiangqiao.terminology.validation.compile.Shapes;
import org.xiangqiao.terminology.validation.compile.StructureCheck;
import org.xiangqiao.terminology.validation.compile.Structures;
import org.xiangqiao.terminology.validation.json.Node;

/** Whether a reference may point where it points (R4 references.html). */
final class References {

  private static final String BASE = "http://hl7.org/fhir/StructureDefinition/";

  private final Structures structures;
  private final Shapes shapes;
  private final Elements elements;
  private final Findings findings;

  References(Structures structures, Shapes shapes, Elements elements, Findings findings) {
    this.structures = structures;
    this.shapes = shapes;
    this.elements = elements;
    this.findings = findings;
  }

  void check(Node node, ElementCheck element, StructureCheck in, Scope scope) {
    String reference = node.childText("reference");
    if (reference == null || reference.isEmpty()) {
      return;
    }
    if (reference.isBlank()) {
      findings.error(IssueType.INVALID, node, "reference-form", in.url());
      return;
    }
    if (reference.chars().anyMatch(Character::isWhitespace)) {
      findings.error(IssueType.INVALID, node, "reference-form", in.url());
    }
    Node target = scope.targets().find(reference, scope.root());
    BundleReferences.check(node, reference, scope, in.url(), findings);
    if (target == null && reference.startsWith("#")) {
      findings.error(IssueType.STRUCTURE, node, "reference-contained-missing", in.url());
    }
    String type = target != null ? target.type() : typeOf(reference);
    AllowedType allowed = element.type("Reference");
    stated(node, type, allowed, in);
    if (type != null && allowed != null && !allowed.targets().isEmpty()) {
      target(node, target, type, allowed, in, scope);
    }
  }

  /** {@code Reference.type} must fit what is allowed and what is there. */
  private void stated(Node node, String type, AllowedType allowed, StructureCheck in) {
    String stated = node.childText("type");
    if (stated == null) {
      return;
    }
    String name = stated.startsWith(BASE) ? stated.substring(BASE.length()) : stated;
    if (allowed != null && !allowed.targets().isEmpty() && !fits(name, allowed)) {
      findings.error(IssueType.STRUCTURE, node, "reference-type", in.url(), types(allowed));
    }
    if (type != null && !type.equals(stated)) {
      findings.error(IssueType.STRUCTURE, node, "reference-type-differs", in.url(), type);
    }
  }

  private void target(
      Node node, Node target, String type, AllowedType allowed, StructureCheck in, Scope scope) {
    if (!fits(type, allowed)) {
      findings.error(IssueType.STRUCTURE, node, "reference-type", in.url(), types(allowed));
      return;
    }
    if (target == null) {
      return;
    }
    boolean narrow = false;
    for (String profile : allowed.targets()) {
      StructureCheck check = structures.of(profile).orElse(null);
      if (check == null
          || check.url().startsWith(BASE)
              && check.url().length() == BASE.length() + check.type().length()) {
        if (check != null && structures.isA(type, check.type())) {
          return;
        }
      } else if (type.equals(check.type())) {
        narrow = true;
        if (elements.conforms(target, profile, scope)) {
          return;
        }
      }
    }
    if (narrow) {
      findings.error(IssueType.STRUCTURE, node, "reference-profile", in.url(), types(allowed));
    }
  }

  private boolean fits(String type, AllowedType allowed) {
    boolean known = false;
    for (String profile : allowed.targets()) {
      StructureCheck check = structures.of(profile).orElse(null);
      if (check != null) {
        known = true;
        if (structures.isA(type, check.type())) {
          return true;
        }
      }
    }
    return !known;
  }

  private String types(AllowedType allowed) {
    Set<String> types = new LinkedHashSet<>();
    for (String profile : allowed.targets()) {
      structures.of(profile).ifPresent(check -> types.add(check.type()));
    }
    return String.join(", ", types);
  }

  /** As its text tells it: {@code Type/id}, with or without a server before and a version after. */
  private String typeOf(String reference) {
    String[] parts = reference.split("/");
    int place = parts.length - 2;
    if (parts.length >= 4 && parts[parts.length - 2].equals("_history")) {
      place = parts.length - 4;
    }
    return place >= 0 && shapes.isResource(parts[place]) ? parts[place] : null;
  }
}
