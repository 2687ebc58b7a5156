package org.xiangqiao.integration.insurance.supervise;

import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.run.Dossier;
import org.xiangqiao.integration.insurance.run.Dossiers;

/** Dossiers of claims that are checked before their first message leaves (结算前审核). */
public final class SupervisedDossiers implements Dossiers {

  private final Dossiers dossiers;
  private final Supervisor supervisor;

  public SupervisedDossiers(Dossiers dossiers, Supervisor supervisor) {
    this.dossiers = dossiers;
    this.supervisor = supervisor;
  }

  /** What takes money back is never stopped. */
  @Override
  public Dossier of(InsuranceCase owner) {
    Dossier dossier = dossiers.of(owner);
    return owner.kind() == InsuranceCase.Kind.CLAIM && !owner.goal().undoes()
        ? new SupervisedDossier(dossier, () -> supervisor.check(owner))
        : dossier;
  }
}
