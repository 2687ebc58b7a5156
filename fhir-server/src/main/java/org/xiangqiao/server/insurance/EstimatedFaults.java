package org.xiangqiao.server.insurance;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Claim;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;
import org.xiangqiao.integration.insurance.estimate.Estimates;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.store.Caller;

/**
 * Refusals of bills; while the platform is down (平台不通) with an estimate beside, an issue of its own
 * that says so and is informational.
 */
final class EstimatedFaults {

  private final InsuranceFaults faults;
  private final Estimates estimates;

  EstimatedFaults(InsuranceFaults faults, Estimates estimates) {
    this.faults = faults;
    this.estimates = estimates;
  }

  FaultException of(DeskException refused, Caller caller, Claim claim) {
    FaultException refusal = faults.of(refused);
    boolean bill =
        claim.getUse() == Claim.Use.CLAIM || claim.getUse() == Claim.Use.PREDETERMINATION;
    if (refused.reason() != Reason.PLATFORM_DOWN || !bill) {
      return refusal;
    }
    return estimates
        .of(caller, claim)
        .map(
            estimate -> {
              List<Fault> both = new ArrayList<>(refusal.faults());
              both.add(faults.estimate(estimate));
              return new FaultException(both);
            })
        .orElse(refusal);
  }
}
