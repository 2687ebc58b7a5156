package org.xiangqiao.server.insurance.print;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.ClaimResponseStatus;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.server.insurance.InsuranceFaults;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;

/** {@code ClaimResponse/[id]/$insurance-slip} (打印结算单): a settlement as a page to be printed. */
final class SlipOperation implements FhirOperation {

  /** Versions between a settlement and the end of its cancel. */
  private static final int LOOK_BACK = 10;

  private final PrintedBills bills;
  private final AmountNames names;
  private final InsuranceFaults faults;
  private final PrintedPage page = new PrintedPage("slip");

  SlipOperation(PrintedBills bills, TransactionTable table, InsuranceFaults faults) {
    this.bills = bills;
    this.names = new AmountNames(table);
    this.faults = faults;
  }

  @Override
  public OperationShape shape() {
    return new OperationShape(
        "insurance-slip",
        "https://fhir.xiangqiao.org/OperationDefinition/claim-response-insurance-slip",
        "A settlement as an HTML page to be printed.",
        Set.of(Level.INSTANCE),
        Set.of("ClaimResponse"),
        false,
        List.of());
  }

  @Override
  public OperationRights rights(OperationRequest request) {
    return OperationRights.read("ClaimResponse", request.id())
        .and(OperationRights.read("Claim", null))
        .and(OperationRights.read("Patient", null));
  }

  @Override
  public Answer answer(OperationRequest request) {
    ClaimResponse now = bills.read(request.caller(), ClaimResponse.class, request.id());
    boolean cancelled = now.getStatus() == ClaimResponseStatus.CANCELLED;
    ClaimResponse settled = cancelled ? before(request, now) : now;
    if (!settles(settled)) {
      // Queued, refused, or not a settlement: nothing to take home.
      throw faults.of(
          new DeskException(
              DeskException.Reason.UNKNOWN, "ClaimResponse.identifier", request.id()));
    }
    Claim claim = bills.claim(request.caller(), settled);
    PrintedPerson person = bills.person(request.caller(), settled.getPatient());
    return page.of(SettlementSlip.of(claim, settled, cancelled, person, names));
  }

  private static boolean settles(ClaimResponse response) {
    return response.hasIdentifier() && response.hasTotal();
  }

  /** What was settled is told by a version before that of the cancel. */
  private ClaimResponse before(OperationRequest request, ClaimResponse cancelled) {
    long version = Long.parseLong(cancelled.getMeta().getVersionId());
    ClaimResponse found = cancelled;
    for (int back = 1; back <= LOOK_BACK && back < version && !settles(found); back++) {
      found =
          bills
              .version(request.caller(), ClaimResponse.class, request.id(), version - back)
              .orElse(found);
    }
    return found;
  }
}
