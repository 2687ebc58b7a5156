package org.xiangqiao.terminology.validation.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.json.Node;

/** Conditions of questions ask for questions that there are (R4 questionnaire.html#enableWhen). */
final class Questionnaires {

  private Questionnaires() {}

  static void check(Node questionnaire, Findings findings) {
    Set<String> known = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>();
    Deque<Node> conditions = new ArrayDeque<>();
    open.push(questionnaire);
    while (!open.isEmpty()) {
      for (Node each : open.pop().children()) {
        if (each.name().equals("item")) {
          known.add(each.childText("linkId"));
          open.push(each);
        } else if (each.name().equals("enableWhen")) {
          conditions.add(each);
        }
      }
    }
    for (Node each : conditions) {
      String question = each.childText("question");
      if (question != null && !known.contains(question)) {
        findings.error(IssueType.BUSINESSRULE, each.parent(), "question-unknown", "");
      }
    }
  }
}
