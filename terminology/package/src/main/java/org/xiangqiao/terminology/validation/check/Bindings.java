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

  /** A code stands or falls with its system, whatever it is bound to. */
  void coding(Node coding, String profile) {
    String system = coding.childText("system");
    String code = coding.childText("code");
    if (system == null || system.isEmpty() || code == null || code.isEmpty()) {
      return;
    }
    if (!PrimitiveForms.absolute(system)) {
      findings.error(
          IssueType.CODEINVALID, coding.location() + ".system", "system-not-absolute", profile);
    } else if (codes.inSystem(system, code) == Answer.NO) {
      findings.error(IssueType.CODEINVALID, coding, "code-unknown", profile);
    }
  }

  void check(Node node, Binding binding, String profile) {
    if (binding == null || binding.strength() == BindingStrength.EXAMPLE) {
      return;
    }
    if (binding.strength() == BindingStrength.PREFERRED) {
      return;
    }
    boolean required = binding.strength() == BindingStrength.REQUIRED;
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
      default -> node.hasText() ? codes.inValueSet(set, "", node.text()) : Answer.NO;
    };
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
    if (code == null) {
      return Answer.NO;
    }
    return system == null ? Answer.NO : codes.inValueSet(set, system, code);
  }
}
