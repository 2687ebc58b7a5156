package org.xiangqiao.integration.insurance.run;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.step.Goal;
import org.xiangqiao.integration.insurance.step.Needs;
import org.xiangqiao.integration.insurance.step.Step;
import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.integration.insurance.step.Steps;

/**
 * What the resources say by now, beside what the platform was told: of a stay charge lines that are
 * new or other than they were (费用变更), and whether the admission changed (住院信息变更); of a visit
 * whether the bill is still the one that was quoted.
 */
final class ResourceNeeds implements Needs {

  private final InsuranceCase owner;
  private final Goal goal;
  private final Dossier dossier;
  private final Answers answers;

  ResourceNeeds(InsuranceCase owner, Dossier dossier, Answers answers) {
    this.owner = owner;
    this.goal = owner.goal();
    this.dossier = dossier;
    this.answers = answers;
  }

  @Override
  public Need of(StepKind kind, Steps steps) {
    if (kind == StepKind.CHANGE) {
      return change(steps);
    }
    if (kind == StepKind.DETAILS && kind.ofVisit(goal.care())) {
      return charges(steps);
    }
    boolean mayDiffer = kind == StepKind.DETAILS || kind == StepKind.DIAGNOSE;
    return mayDiffer && quotedBefore(steps) ? retold(kind, steps) : ONCE.of(kind, steps);
  }

  /** Whether steps of a quote that this claim has taken over are among them (沿用预结算). */
  private boolean quotedBefore(Steps steps) {
    return steps.all().stream()
        .anyMatch(
            step -> step.caseId() != owner.id() && !Objects.equals(step.caseId(), owner.visitId()));
  }

  /** What was told for the quote stays told only if the bill is the same. */
  private Need retold(StepKind kind, Steps steps) {
    Optional<Step> told = steps.booked(kind);
    if (told.isEmpty()) {
      return Need.SEND;
    }
    Known known = answers.known(steps, dossier.batch());
    if (told.get().digest().equals(Inputs.digest(kind, dossier, known))) {
      return Need.DONE;
    }
    return kind == StepKind.DETAILS ? Need.TAKE_BACK : Need.SEND;
  }

  /** After the discharge the stay is what it was. */
  private Need change(Steps steps) {
    Optional<Step> told = steps.booked(StepKind.CHANGE).or(() -> steps.booked(StepKind.REGISTER));
    boolean same = told.filter(step -> step.digest().equals(Inputs.admission(dossier))).isPresent();
    return same || steps.booked(StepKind.DISCHARGE).isPresent() ? Need.DONE : Need.SEND;
  }

  private Need charges(Steps steps) {
    Map<String, String> wanted = LineMarks.of(dossier.charges());
    Map<String, String> told = LineMarks.told(answers.known(steps, null).details());
    boolean whole = goal.purpose() == Goal.Purpose.SETTLE || goal.purpose() == Goal.Purpose.QUOTE;
    boolean stale =
        told.entrySet().stream()
            .anyMatch(
                line ->
                    wanted.containsKey(line.getKey())
                        ? !line.getValue().equals(wanted.get(line.getKey()))
                        : whole);
    if (stale) {
      return Need.TAKE_BACK;
    }
    return told.keySet().containsAll(wanted.keySet()) ? Need.DONE : Need.SEND;
  }
}
