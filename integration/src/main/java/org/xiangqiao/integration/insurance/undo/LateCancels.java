package org.xiangqiao.integration.insurance.undo;

import java.time.Clock;
import java.util.List;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.desk.CaseFiles;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.WriteOperation;

/** Cancels that come after the cut-off (超过撤销期限): a person is asked to have it done. */
public final class LateCancels {

  private final FhirStore store;
  private final CutOffs cutOffs;
  private final CaseFiles files;
  private final Clock clock;

  public LateCancels(FhirStore store, CutOffs cutOffs, CaseFiles files, Clock clock) {
    this.store = store;
    this.cutOffs = cutOffs;
    this.files = files;
    this.clock = clock;
  }

  /**
   * Asks a person, once as long as that is not done.
   *
   * @return whether it is too late
   * @throws org.xiangqiao.integration.insurance.desk.DeskException if there is no such claim of the
   *     caller's organization
   */
  public boolean late(Caller caller, String claimId) {
    InsuranceCase claim = files.ofClaim(caller, claimId);
    if (claim.open() || !cutOffs.passed(caller.tenantId(), claimId)) {
      return false;
    }
    Task task = CancelTaskForms.forPerson(new Reference("Claim/" + claimId), clock.instant());
    String criteria =
        "code=%s|past-cut-off&status=requested&focus=Claim/%s"
            .formatted(CancelTaskForms.REASONS, claimId);
    store.write(caller, List.of(new WriteOperation.Create(task, criteria, null)));
    return true;
  }
}
