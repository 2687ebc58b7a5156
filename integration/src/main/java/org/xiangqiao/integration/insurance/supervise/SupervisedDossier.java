package org.xiangqiao.integration.insurance.supervise;

import org.xiangqiao.integration.insurance.run.Dossier;
import org.xiangqiao.integration.insurance.run.ForwardingDossier;
import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.mappings.insurance.envelope.Payload;

/** A dossier that is checked once, when the first message that brings money nearer is due. */
final class SupervisedDossier extends ForwardingDossier {

  private final Runnable supervision;
  private boolean checked;

  SupervisedDossier(Dossier dossier, Runnable supervision) {
    super(dossier);
    this.supervision = supervision;
  }

  @Override
  public void check(StepKind kind, Payload input) {
    super.check(kind, input);
    if (!checked && kind.undoes().isEmpty() && kind != StepKind.REVERSE) {
      supervision.run();
      checked = true;
    }
  }
}
