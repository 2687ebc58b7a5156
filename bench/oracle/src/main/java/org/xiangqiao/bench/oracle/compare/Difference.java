package org.xiangqiao.bench.oracle.compare;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A difference that is accepted, and why.
 *
 * @param verdicts those it may explain
 * @param feature regular expression that the whole feature must match
 * @param request regular expression found in the readable request; empty for any
 * @param details regular expression found in the lines of details; empty for any
 * @param right {@code ours}, {@code peer} or {@code both}: whose answer the clause allows
 * @param clause of the specification that decides
 */
public record Difference(
    String name,
    Set<Verdict> verdicts,
    Pattern feature,
    Pattern request,
    Pattern details,
    String right,
    String clause,
    String reason) {

  /** Whether it is about operations rather than searches and writes. */
  boolean ofOperation() {
    return feature.pattern().startsWith("operation ");
  }

  boolean explains(Finding finding) {
    return verdicts.contains(finding.verdict())
        && feature.matcher(finding.feature()).matches()
        && request.matcher(finding.request()).find()
        && details.matcher(String.join("\n", finding.details())).find();
  }
}
