package org.xiangqiao.terminology.validation.invariant;

import java.util.List;
import java.util.Optional;
import org.xiangqiao.terminology.validation.CodeSets;
import org.xiangqiao.terminology.validation.CodeSets.Answer;
import org.xiangqiao.terminology.validation.json.Node;

/** Whether a code, coding or concept is of a value set (R4 fhirpath.html#functions, memberOf). */
final class Membership {

  private Membership() {}

  /** Of a concept one coding is enough. */
  static Answer of(Node node, String valueSet, CodeSets codes) {
    if (node.hasText()) {
      return codes.inValueSet(valueSet, "", node.text());
    }
    return switch (String.valueOf(node.type())) {
      case "Coding" -> coding(node, valueSet, codes);
      case "CodeableConcept" -> concept(node, valueSet, codes);
      default -> throw new Untranslatable("no code");
    };
  }

  private static Answer concept(Node concept, String valueSet, CodeSets codes) {
    List<Answer> all =
        concept.all("coding").map(coding -> coding(coding, valueSet, codes)).toList();
    if (all.contains(Answer.YES)) {
      return Answer.YES;
    }
    return all.contains(Answer.UNKNOWN) ? Answer.UNKNOWN : Answer.NO;
  }

  private static Answer coding(Node coding, String valueSet, CodeSets codes) {
    String code = coding.childText("code");
    String system = Optional.ofNullable(coding.childText("system")).orElse("");
    return code == null ? Answer.NO : codes.inValueSet(valueSet, system, code);
  }
}
