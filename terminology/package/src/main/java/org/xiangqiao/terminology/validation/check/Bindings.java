package org.xiangqiao.terminology.validation.check;

import java.util.List;
import org.hl7.fhir.r4.model.Enumerations.BindingStrength;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.CodeSets;
import org.xiangqiao.terminology.validation.CodeSets.Answer;
import org.xiangqiao.terminology.validation.compile.ElementCheck.Binding;
import org.xiangqiao.terminology.validation.json.Node;

/** Codes, and the value sets they are bound to (R4 terminologies.html#binding). */
final class Bindings {

  private final CodeSets codes;
  private final Findings findings;

  Bindings(CodeSets codes, Findings findings) {
    this.codes = codes;
    this.findings = findings;
  }

  /** A code stands or falls with its system, also where it is bound to nothing. */
  void coding(Node coding, Node place, String profile) {
    String system = coding.childText("system");
    String code = coding.childText("code");
    if (system == null || system.isEmpty() || code == null || code.isEmpty()) {
      return;
    }
    if (!PrimitiveForms.system(system)) {
      findings.error(IssueType.CODEINVALID, place, "system-not-absolute", profile);
    } else if (codes.inSystem(system, code) == Answer.NO) {
      findings.error(IssueType.CODEINVALID, place, "code-unknown", profile);
    }
  }

  /** The codings of a concept; what is wrong with them is told at the concept. */
  void concept(Node concept, Binding binding, String profile) {
    boolean bound = binding != null && binding.strength() != BindingStrength.EXAMPLE;
    for (Node child : concept.children()) {
      if (child.name().equals("coding")) {
        if (bound) {
          bound(concept, child, profile);
        } else if (child.has("code")) {
          coding(child, concept, profile);
        } else {
          bound(concept, child, profile);
        }
      }
    }
    check(concept, binding, profile);
  }

  private void bound(Node concept, Node coding, String profile) {
    String system = coding.childText("system");
    String code = coding.childText("code");
    if (system != null && codes.inSystem(system, code == null ? "" : code) == Answer.NO) {
      findings.error(IssueType.CODEINVALID, concept, "code-unknown", profile);
    }
  }

  /** A unit's code and its system. */
  void quantity(Node quantity, Binding binding, String profile) {
    String system = quantity.childText("system");
    if (binding == null || binding.strength() == BindingStrength.EXAMPLE) {
      coding(quantity, quantity, profile);
    } else if (system != null && quantity.has("code") && !PrimitiveForms.system(system)) {
      findings.error(IssueType.CODEINVALID, quantity, "system-not-absolute", profile);
    }
    check(quantity, binding, profile);
  }

  void check(Node node, Binding binding, String profile) {
    if (binding == null || binding.strength() == BindingStrength.EXAMPLE) {
      return;
    }
    if (binding.strength() == BindingStrength.PREFERRED) {
      return;
    }
    // A code alone has no place to name another system.
    boolean required = binding.strength() == BindingStrength.REQUIRED || node.hasText();
    if (!codes.knows(binding.valueSet())) {
      findings.warning(
          IssueType.CODEINVALID, node, "value-set-unknown", profile, binding.valueSet());
      return;
    }
    Answer answer = in(node, binding.valueSet());
    if (answer == Answer.NO) {
      if (required) {
        findings.error(
            IssueType.CODEINVALID, node, "code-not-in-value-set", profile, binding.valueSet());
      } else if (binding.maxValueSet() != null && in(node, binding.maxValueSet()) == Answer.NO) {
        findings.error(
            IssueType.CODEINVALID, node, "code-not-in-value-set", profile, binding.maxValueSet());
      } else {
        findings.warning(
            IssueType.CODEINVALID, node, "code-not-in-value-set", profile, binding.valueSet());
      }
    } else if (answer == Answer.UNKNOWN && required) {
      findings.warning(
          IssueType.CODEINVALID, node, "value-set-not-expandable", profile, binding.valueSet());
    }
  }

  /** Whether the value is in the set: of several codings one is enough. */
  Answer in(Node node, String set) {
    return switch (node.type()) {
      case "CodeableConcept" -> any(node.all("coding").toList(), set);
      case "Coding" -> one(node, set);
      case "Quantity", "Age", "Count", "Distance", "Duration", "Money", "MoneyQuantity" ->
          one(node, set);
      default -> alone(node, set);
    };
  }

  /** FHIRPath's own types are no codes of R4, and yet what definitions have for ids and URLs. */
  private Answer alone(Node node, String set) {
    if (!node.hasText()) {
      return Answer.NO;
    }
    boolean own =
        set.startsWith("http://hl7.org/fhir/ValueSet/defined-types")
            && node.text().startsWith("http://hl7.org/fhirpath/System.");
    return own ? Answer.YES : codes.inValueSet(set, "", node.text());
  }

  private Answer any(List<Node> codings, String set) {
    Answer all = Answer.NO;
    for (Node each : codings) {
      Answer answer = one(each, set);
      if (answer == Answer.YES) {
        return answer;
      }
      if (answer == Answer.UNKNOWN) {
        all = answer;
      }
    }
    return all;
  }

  private Answer one(Node coding, String set) {
    String system = coding.childText("system");
    String code = coding.childText("code");
    boolean inConcept = "CodeableConcept".equals(coding.parent().type());
    if (code == null) {
      return inConcept ? Answer.NO : Answer.UNKNOWN;
    }
    if (system == null) {
      return inConcept ? Answer.NO : Answer.UNKNOWN;
    }
    return system.isEmpty() ? Answer.NO : codes.inValueSet(set, system, code);
  }
}
