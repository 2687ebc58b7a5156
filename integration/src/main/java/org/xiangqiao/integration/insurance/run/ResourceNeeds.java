package org.xiangqiao.integration.insurance.run;

import java.util.Map;
import java.util.Optional;
import org.xiangqiao.integration.insurance.step.Goal;
import org.xiangqiao.integration.insurance.step.Needs;
import org.xiangqiao.integration.insurance.step.Step;
import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.integration.insurance.step.Steps;

/**
 * What the resources of a stay say by now, beside what the platform was told: charge lines that are
 * new or other than they were (费用变更), and whether the admission changed (住院信息变更).
 */
final class ResourceNeeds implements Needs {

  private final Goal goal;
  private final Dossier dossier;
  private final Answers answers;

  ResourceNeeds(Goal goal, Dossier dossier, Answers answers) {
    this.goal = goal;
    this.dossier = dossier;
    this.answers = answers;
  }

  @Override
  public Need of(StepKind kind, Steps steps) {
    if (kind == StepKind.CHANGE) {
      return change(steps);
    }
    return kind == StepKind.DETAILS && kind.ofVisit(goal.care())
        ? charges(steps)
        : ONCE.of(kind, steps);
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
    boolean whole = goal.purpose() == Goal.Purpose.SETTLE;
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
