package org.xiangqiao.terminology.validation.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.compile.Shape;
import org.xiangqiao.terminology.validation.compile.Shapes;
import org.xiangqiao.terminology.validation.compile.Slot;
import org.xiangqiao.terminology.validation.json.JsonProblem;
import org.xiangqiao.terminology.validation.json.JsonTree;
import org.xiangqiao.terminology.validation.json.Node;

/**
 * Gives every node its FHIR name and type, and finds what the JSON of R4 does not allow: unknown
 * properties, single values for lists, objects for primitives (R4 json.html).
 */
final class Typing {

  /** Each reference looks through them. */
  private static final int MOST_CONTAINED = 500;

  private final Shapes shapes;
  private final Findings findings;

  Typing(Shapes shapes, Findings findings) {
    this.shapes = shapes;
    this.findings = findings;
  }

  /** False if it is not even known which resource it is. */
  boolean type(JsonTree tree) {
    Node root = tree.root();
    if (root == null) {
      // The last is why reading stopped.
      JsonProblem problem = tree.problems().get(tree.problems().size() - 1);
      IssueType code =
          problem.key().startsWith("limit") ? IssueType.TOOCOSTLY : IssueType.STRUCTURE;
      fatal(code, "$", problem.key(), problem.argument());
      return false;
    }
    String type = root.resourceType();
    Optional<Shape> shape = type == null ? Optional.empty() : shapes.of(type);
    if (shape.isEmpty() || !shapes.isResource(type)) {
      fatal(
          IssueType.INVALID,
          "$",
          type == null ? "resource-type-missing" : "resource-type-unknown",
          "");
      return false;
    }
    root.type(type, type, new Node.Place(type, type, false, true, false));
    children(root, shape.get(), true);
    tree.problems().forEach(this::problem);
    return true;
  }

  private void fatal(IssueType code, String location, String key, String argument) {
    findings.add(IssueSeverity.FATAL, code, location, key, key, "", argument);
  }

  private void problem(JsonProblem problem) {
    String location = problem.node().rawLocation();
    String array = problem.key().equals("json-empty-array") ? "." + problem.argument() : "";
    findings.error(IssueType.INVALID, location + array, problem.key(), "");
  }

  private void children(Node node, Shape shape, boolean resource) {
    List<Node> written = node.children();
    if (written.isEmpty()) {
      return;
    }
    List<Node> known = new ArrayList<>(written.size());
    String lastWrong = null;
    for (Node child : written) {
      if (findings.full()) {
        break;
      }
      if (resource && child.jsonName().equals("resourceType")) {
        continue;
      }
      Slot slot = shape == null ? null : shape.slot(child.jsonName());
      if (slot == null) {
        if (!child.jsonName().equals(lastWrong)) {
          findings.error(IssueType.STRUCTURE, node.rawLocation(), "element-unknown", "");
        }
        lastWrong = child.jsonName();
      } else if (child(node, child, slot, child.jsonName().equals(lastWrong))) {
        known.add(child);
      } else {
        lastWrong = child.jsonName();
      }
    }
    node.keep(known);
  }

  /** Whether it can be looked at further. */
  private boolean child(Node parent, Node child, Slot slot, boolean told) {
    child.type(slot.name(), slot.type(), slot.place());
    boolean list = slot.place().list();
    if (list && child.index() < 0) {
      findings.error(IssueType.INVALID, path(parent, slot), "json-array-expected", "");
      if (slot.place().primitive()) {
        return false;
      }
    } else if (!list && child.index() >= 0) {
      if (!told) {
        findings.error(IssueType.INVALID, path(parent, slot), "json-array-not-expected", "");
      }
      return false;
    }
    return slot.place().primitive() ? primitive(parent, child, slot) : complex(parent, child, slot);
  }

  private boolean primitive(Node parent, Node child, Slot slot) {
    if (child.kind() == Node.Kind.OBJECT || child.kind() == Node.Kind.ARRAY) {
      findings.error(IssueType.INVALID, path(parent, slot), "json-primitive-expected", "");
      return false;
    }
    String wanted = wanted(child, slot.type());
    if (wanted != null) {
      findings.error(IssueType.INVALID, path(parent, slot), wanted, "");
    }
    if (!child.children().isEmpty()) {
      children(child, shapes.of(slot.type()).orElse(null), false);
    }
    return true;
  }

  private static String wanted(Node node, String type) {
    Node.Kind kind = node.kind();
    if (kind == Node.Kind.NULL) {
      return null;
    }
    return switch (type) {
      case "boolean" -> kind == Node.Kind.BOOLEAN ? null : "json-boolean-expected";
      case "integer", "unsignedInt", "positiveInt", "decimal" ->
          kind == Node.Kind.NUMBER ? null : "json-number-expected";
      default -> kind == Node.Kind.STRING ? null : "json-string-expected";
    };
  }

  private boolean complex(Node parent, Node child, Slot slot) {
    if (child.kind() != Node.Kind.OBJECT) {
      String index = slot.place().list() ? "[" + Math.max(child.index(), 0) + "]" : "";
      findings.error(IssueType.INVALID, path(parent, slot) + index, "json-object-expected", "");
      return false;
    }
    if (slot.place().resource()) {
      if (slot.name().equals("contained") && child.index() >= MOST_CONTAINED) {
        fatal(IssueType.TOOCOSTLY, path(parent, slot), "limit-contained", "" + MOST_CONTAINED);
        return false;
      }
      return contained(child, slot);
    }
    children(child, slot.shape(shapes), false);
    return true;
  }

  private boolean contained(Node child, Slot slot) {
    String type = child.resourceType();
    Optional<Shape> shape = type == null ? Optional.empty() : shapes.of(type);
    if (shape.isEmpty() || !shapes.isResource(type)) {
      fatal(
          IssueType.INVALID,
          child.rawLocation(),
          type == null ? "resource-type-missing" : "resource-type-unknown",
          "");
      return false;
    }
    child.type(slot.name(), type, slot.place());
    children(child, shape.get(), true);
    return true;
  }

  private static String path(Node parent, Slot slot) {
    return parent.rawLocation() + "." + slot.place().raw();
  }
}
