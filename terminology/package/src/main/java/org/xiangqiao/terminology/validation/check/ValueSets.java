package org.xiangqiao.terminology.validation.check;

import java.util.stream.Stream;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.json.Node;

/**
 * Systems in a value set's definition (R4
 * valueset-definitions.html#ValueSet.compose.include.system).
 */
final class ValueSets {

  private ValueSets() {}

  static void check(Node set, Findings findings) {
    set.all("compose")
        .flatMap(each -> Stream.concat(each.all("include"), each.all("exclude")))
        .filter(each -> each.childText("system") != null)
        .filter(each -> !PrimitiveForms.absolute(each.childText("system")))
        .forEach(each -> findings.error(IssueType.INVALID, each, "set-system-not-absolute", ""));
  }
}
