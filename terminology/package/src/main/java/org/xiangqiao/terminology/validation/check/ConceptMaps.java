package org.xiangqiao.terminology.validation.check;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.CodeSets;
import org.xiangqiao.terminology.validation.CodeSets.Answer;
import org.xiangqiao.terminology.validation.json.Node;

/** Codes that a concept map maps are codes of their systems (R4 conceptmap.html). */
final class ConceptMaps {

  private ConceptMaps() {}

  static void check(Node map, CodeSets codes, Findings findings) {
    map.all("group")
        .forEach(
            group -> {
              String from = group.childText("source");
              String to = group.childText("target");
              group
                  .all("element")
                  .forEach(
                      element -> {
                        code(element, from, codes, findings);
                        element.all("target").forEach(each -> code(each, to, codes, findings));
                      });
            });
  }

  private static void code(Node holder, String system, CodeSets codes, Findings findings) {
    Node code = holder.child("code");
    if (system != null
        && code != null
        && code.hasText()
        && codes.inSystem(system, code.text()) == Answer.NO) {
      findings.error(IssueType.REQUIRED, code, "map-code-unknown", "", system);
    }
  }
}
