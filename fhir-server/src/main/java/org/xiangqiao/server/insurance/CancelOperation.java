package org.xiangqiao.server.insurance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xiangqiao.integration.insurance.desk.ClaimDesk;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.undo.LateCancels;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;

/**
 * {@code Claim/[id]/$cancel} (撤销结算): settlement, details and, if asked, the visit are taken back.
 */
final class CancelOperation implements FhirOperation {

  private final ClaimDesk desk;
  private final LateCancels late;
  private final InsuranceFaults faults;

  CancelOperation(ClaimDesk desk, LateCancels late, InsuranceFaults faults) {
    this.desk = desk;
    this.late = late;
    this.faults = faults;
  }

  @Override
  public OperationShape shape() {
    List<OperationParameter> parameters = new ArrayList<>(CounterParameters.COUNTER);
    parameters.add(
        OperationParameter.optional(
            "visit", "boolean", "Whether the registration is taken back too."));
    return new OperationShape(
        "cancel",
        "https://fhir.xiangqiao.org/OperationDefinition/claim-cancel",
        "Cancels a settlement with the insurance platform.",
        Set.of(Level.INSTANCE),
        Set.of("Claim"),
        true,
        parameters);
  }

  @Override
  public OperationRights rights(OperationRequest request) {
    return OperationRights.update("Claim", request.id())
        .and(OperationRights.read("ClaimResponse", null));
  }

  @Override
  public Answer answer(OperationRequest request) {
    try {
      if (late.late(request.caller(), request.id())) {
        throw faults.pastCutOff();
      }
      return Answer.current(
          desk.cancel(
              request.caller(),
              request.id(),
              request.text("visit").filter("true"::equals).isPresent(),
              CounterParameters.counter(request)));
    } catch (DeskException refused) {
      throw faults.of(refused);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
