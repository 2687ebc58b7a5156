package org.xiangqiao.terminology.validation.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Enumerations.BindingStrength;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.CodeSets;
import org.xiangqiao.terminology.validation.compile.ElementCheck;
import org.xiangqiao.terminology.validation.compile.ElementCheck.AllowedType;
import org.xiangqiao.terminology.validation.compile.Shapes;
import org.xiangqiao.terminology.validation.compile.StructureCheck;
import org.xiangqiao.terminology.validation.compile.Structures;
import org.xiangqiao.terminology.validation.json.Node;

/** Holds elements against what profiles ask of them: number, type, value and content. */
final class Elements {

  private static final int DEEPEST = 100;

  /** Values of one element that are told apart by slices: each is held against each slice. */
  private static final int MOST_SLICED = 2_000;

  private final Structures structures;
  private final Shapes shapes;
  private final CodeSets codes;
  private final Findings findings;
  private final Bindings bindings;
  private final Counts counts;
  private final Invariants invariants;
  private final Slices slices;
  private final References references;
  private final Extensions extensions;
  private final Resources resources;

  Elements(Structures structures, Shapes shapes, CodeSets codes, Findings findings) {
    this.structures = structures;
    this.shapes = shapes;
    this.codes = codes;
    this.findings = findings;
    this.bindings = new Bindings(codes, findings);
    this.counts = new Counts(findings);
    this.invariants = new Invariants(findings);
    this.slices = new Slices(structures, this, findings);
    this.references = new References(structures, shapes, this, findings);
    this.extensions = new Extensions(structures, this, findings);
    this.resources = new Resources(structures, this, findings);
  }

  Bindings bindings() {
    return bindings;
  }

  Resources resources() {
    return resources;
  }

  /** Whether it conforms to the profile; what is wrong is not told. */
  boolean conforms(Node node, String profile, Scope scope) {
    StructureCheck check = structures.of(profile).orElse(null);
    if (check == null || check.root() == null || scope.depth() > DEEPEST) {
      return false;
    }
    Findings scratch = new Findings(1);
    Elements apart = new Elements(structures, shapes, codes, scratch);
    if (node.resource()) {
      if (!check.type().equals(node.type())) {
        return false;
      }
      apart.resources.conforms(node, check, scope.contained(node));
    } else {
      apart.values(node, check.root(), check);
      apart.invariants(node, check.root(), check, scope.deeper());
      apart.content(node, check.root(), check, scope.deeper());
    }
    return scratch.errors() == 0;
  }

  /** The children of an element, by the element's own definition or by its type's. */
  void content(Node node, ElementCheck element, StructureCheck in, Scope scope) {
    if (findings.full()) {
      return;
    }
    if (!element.children().isEmpty()) {
      children(node, element, in, scope);
      return;
    }
    StructureCheck type = structures.ofType(node.type());
    if (type != null && type.root() != null) {
      children(node, type.root(), type, scope);
    }
  }

  /** The rules of an element. */
  void invariants(Node node, ElementCheck element, StructureCheck in, Scope scope) {
    invariants.check(node, element, in, scope);
  }

  private void children(Node node, ElementCheck holder, StructureCheck in, Scope scope) {
    Map<String, ElementCheck> expected = holder.children();
    int[] found = new int[holder.inOrder().size()];
    Map<ElementCheck, List<Node>> sliced = null;
    for (Node child : node.children()) {
      if (findings.full()) {
        return;
      }
      ElementCheck element = expected.get(child.name());
      if (element == null) {
        continue;
      }
      found[element.ordinal()]++;
      if (element.slicing() == null || element.slices().isEmpty()) {
        element(child, element, in, scope);
      } else {
        sliced = sliced == null ? new HashMap<>() : sliced;
        sliced.computeIfAbsent(element, each -> new ArrayList<>()).add(child);
      }
    }
    for (ElementCheck element : holder.inOrder()) {
      counts.check(node, found[element.ordinal()], element, in);
      if (element.slicing() != null && !element.slices().isEmpty()) {
        List<Node> values = sliced == null ? List.of() : sliced.getOrDefault(element, List.of());
        sliced(node, values, element, in, scope);
      }
    }
  }

  private void sliced(
      Node node, List<Node> values, ElementCheck element, StructureCheck in, Scope scope) {
    if (values.size() > MOST_SLICED) {
      findings.error(
          IssueType.TOOCOSTLY, node, "limit-slices", in.url(), element.id(), "" + MOST_SLICED);
      return;
    }
    List<ElementCheck> found = new ArrayList<>(values.size());
    for (Node value : values) {
      ElementCheck slice = slices.of(value, element, in, scope);
      found.add(slice);
      element(value, slice, in, scope);
    }
    slices.order(found, values, element, in);
    counts.slices(node, found, element, in);
  }

  private void element(Node node, ElementCheck element, StructureCheck in, Scope scope) {
    if (scope.depth() > DEEPEST) {
      findings.error(IssueType.TOOCOSTLY, node, "limit-depth", in.url());
      return;
    }
    AllowedType type = type(node, element, in);
    if (node.resource()) {
      invariants(node, element, in, scope);
      resources.inside(node, type, in, scope);
      return;
    }
    boolean shared = element.contentReference() != null;
    ElementCheck content =
        shared ? in.byId().getOrDefault(element.contentReference().substring(1), element) : element;
    invariants(node, content, in, scope);
    values(node, element, in);
    special(node, element, in, scope);
    if (node.primitive()) {
      Primitives.check(node, element, in.url(), findings);
      if (node.children().isEmpty()) {
        return;
      }
    }
    typed(node, content, type, in, scope);
  }

  private void values(Node node, ElementCheck element, StructureCheck in) {
    if (element.fixed() != null) {
      Values.check(node, element.fixed(), false, in.url(), findings);
    }
    if (element.pattern() != null) {
      Values.check(node, element.pattern(), true, in.url(), findings);
    }
  }

  private void special(Node node, ElementCheck element, StructureCheck in, Scope scope) {
    switch (node.type()) {
      case "Coding" -> {
        // Of a concept only where the profile binds the coding itself: the rest is told there.
        if (element.binding() != null || !"CodeableConcept".equals(node.parent().type())) {
          bindings.coding(node, node, in.url());
        }
        bindings.check(node, element.binding(), in.url());
      }
      case "CodeableConcept" -> bindings.concept(node, element.binding(), in.url());
      case "Identifier" -> identifier(node, in);
      case "Quantity", "Age", "Count", "Distance", "Duration" -> {
        bindings.quantity(node, element.binding(), in.url());
        Quantities.check(node, element.bounds(), in.url(), findings);
      }
      case "code", "string", "uri", "url", "canonical" -> {
        if (node.hasText() && !node.text().isBlank()) {
          bindings.check(node, element.binding(), in.url());
        } else if (element.binding() != null
            && element.binding().strength() == BindingStrength.REQUIRED) {
          findings.error(IssueType.CODEINVALID, node, "code-missing", in.url());
        }
      }
      case "Reference" -> references.check(node, element, in, scope);
      case "Attachment" -> Attachments.check(node, in.url(), findings);
      default -> {
        // Nothing beyond its content.
      }
    }
  }

  private void identifier(Node node, StructureCheck in) {
    String system = node.childText("system");
    if (system == null) {
      return;
    }
    if (!PrimitiveForms.system(system) && !system.startsWith("ldap:")) {
      findings.error(IssueType.CODEINVALID, node, "system-not-absolute", in.url());
    }
    String value = node.childText("value");
    if (system.equals("urn:ietf:rfc:3986")
        && value != null
        && !PrimitiveForms.absolute(value.strip())) {
      findings.error(IssueType.CODEINVALID, node, "identifier-not-uri", in.url());
    }
  }

  /** The content: by the extension's definition, by the type's profile, or by the type alone. */
  private void typed(
      Node node, ElementCheck element, AllowedType type, StructureCheck in, Scope scope) {
    if (node.type().equals("Extension")) {
      extensions.check(node, in, scope);
      profiles(node, type, in, scope);
      if (!element.children().isEmpty() && (type == null || type.profiles().isEmpty())) {
        content(node, element, in, scope.inside(node.childText("url")));
      }
      return;
    }
    boolean profiled = profiles(node, type, in, scope);
    if (!profiled) {
      StructureCheck base = structures.ofType(node.type());
      if (base != null && base.root() != null && !node.type().equals("BackboneElement")) {
        invariants(node, base.root(), base, scope);
      }
    }
    if (!profiled || !element.children().isEmpty()) {
      content(node, element, in, scope);
    }
  }

  private boolean profiles(Node node, AllowedType type, StructureCheck in, Scope scope) {
    if (type == null || type.profiles().isEmpty()) {
      return false;
    }
    if (type.profiles().size() > 1) {
      if (type.profiles().stream().noneMatch(each -> conforms(node, each, scope))) {
        findings.error(IssueType.STRUCTURE, node, "profile-none-fits", in.url());
      }
      return true;
    }
    String profile = type.profiles().get(0);
    StructureCheck check = structures.of(profile).orElse(null);
    if (check == null) {
      findings.error(IssueType.STRUCTURE, node, "profile-unknown", in.url(), profile);
      return false;
    }
    if (resources.usable(node, check)) {
      String url = node.type().equals("Extension") ? node.childText("url") : scope.extension();
      values(node, check.root(), check);
      invariants(node, check.root(), check, scope);
      content(node, check.root(), check, scope.inside(url).deeper());
    }
    return true;
  }

  /** The allowed type that it has; null, and told, if it has none. */
  private AllowedType type(Node node, ElementCheck element, StructureCheck in) {
    AllowedType found = element.type(node.type());
    if (found != null || element.types().isEmpty() || element.contentReference() != null) {
      return found;
    }
    AllowedType first = element.types().get(0);
    if (element.types().size() > 1) {
      findings.error(
          IssueType.STRUCTURE, node.parent(), "type-not-allowed", in.url(), element.id());
      return null;
    }
    boolean wide =
        switch (first.code()) {
          case "Element", "BackboneElement", "Resource", "DomainResource", "*" -> true;
          case "string", "id" -> node.type().equals("string") || node.type().equals("id");
          default -> node.resource();
        };
    if (!wide) {
      findings.error(IssueType.STRUCTURE, node, "type-not-allowed", in.url(), element.id());
    }
    return wide ? first : null;
  }
}
