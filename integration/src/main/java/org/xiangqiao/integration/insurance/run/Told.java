package org.xiangqiao.integration.insurance.run;

import java.util.List;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.step.Step;
import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.integration.ledger.Problem;
import org.xiangqiao.mappings.insurance.envelope.InsuranceAnswer;

/**
 * What the counter is to learn when a claim comes to rest (告知窗口).
 *
 * @param ended the case as it is now
 * @param because the step that decided it; null when all is done, or nothing was sent
 * @param answer what the platform said last; null if nothing
 * @param words of the platform when it did not do it, without numbers of persons; null if none
 * @param remaining what a cancel has not taken back (未撤销部分)
 * @param problems why nothing was sent
 */
public record Told(
    InsuranceCase ended,
    Step because,
    InsuranceAnswer answer,
    Known known,
    String words,
    List<StepKind> remaining,
    List<Problem> problems) {

  public Told {
    remaining = List.copyOf(remaining);
    problems = List.copyOf(problems);
  }

  /** Without what names a person. */
  @Override
  public String toString() {
    return "Told[" + ended.id() + " " + ended.state() + "]";
  }
}
