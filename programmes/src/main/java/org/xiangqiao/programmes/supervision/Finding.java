package org.xiangqiao.programmes.supervision;

/**
 * What a rule found in a bill (监管疑点).
 *
 * @param action as the county has it
 * @param position of the line in {@code Claim.item}, or null for the whole bill
 * @param place FHIRPath in the Claim
 */
public record Finding(Rule rule, RuleAction action, Integer position, String place, Text says) {

  static Finding of(Rule rule, RuleAction action, Hit hit) {
    ClaimedLine line = hit.line();
    return new Finding(
        rule,
        action,
        line == null ? null : line.position(),
        line == null
            ? "Claim." + hit.element()
            : "Claim.item[" + line.position() + "]." + hit.element(),
        rule.says().with(hit.arguments()));
  }

  public boolean refuses() {
    return action == RuleAction.REFUSE;
  }
}
