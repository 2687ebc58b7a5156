package org.xiangqiao.integration.insurance.refund;

import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.run.Dossier;
import org.xiangqiao.integration.insurance.run.DossierException;
import org.xiangqiao.integration.insurance.run.Dossiers;
import org.xiangqiao.integration.insurance.run.Known;
import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.integration.ledger.Problem;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.fhir.Credential;

/**
 * Whether the bill that is settled instead holds what the platform wants (重结前校验): told before the
 * former settlement is touched.
 */
final class NewBill {

  private final Dossiers dossiers;
  private final Dossiers checked;

  /**
   * @param checked dossiers that are held against the rules (结算前审核)
   */
  NewBill(Dossiers dossiers, Dossiers checked) {
    this.dossiers = dossiers;
    this.checked = checked;
  }

  /**
   * Whether the bill would pass the rules that are asked before its charges go up, and the
   * platform's audit where there is one. What they find is kept by them.
   */
  boolean passes(InsuranceCase bill, Known former) {
    try {
      Dossier dossier = checked.of(bill);
      Known visit = new Known(former.visit(), null, dossier.batch(), Payload.empty(), null);
      dossier.check(
          StepKind.DETAILS,
          dossier.input(StepKind.DETAILS, visit, new Credential(null, null, null)));
      return true;
    } catch (DossierException refused) {
      return false;
    }
  }

  /**
   * @param former what the platform told of the settlement that it replaces
   * @throws DeskException naming the element that is missing
   */
  void require(InsuranceCase bill, Known former, Credential credential) {
    try {
      Dossier dossier = dossiers.of(bill);
      Known visit = new Known(former.visit(), null, dossier.batch(), Payload.empty(), null);
      for (StepKind kind : bill.goal().steps()) {
        if (kind == StepKind.DIAGNOSE || kind == StepKind.DETAILS || kind == StepKind.DISCHARGE) {
          dossier.check(kind, dossier.input(kind, visit, credential));
        }
      }
      if (!former.details().rows("result").isEmpty()) {
        Known priced = new Known(former.visit(), null, dossier.batch(), former.details(), null);
        dossier.check(StepKind.SETTLE, dossier.input(StepKind.SETTLE, priced, credential));
      }
    } catch (DossierException lacking) {
      Problem first = lacking.problems().get(0);
      throw new DeskException(
          DeskException.Reason.INCOMPLETE,
          first.place(),
          first.place() + ": " + first.zh() + " " + first.en());
    }
  }
}
