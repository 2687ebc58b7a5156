package org.xiangqiao.server.insurance;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.refund.RefundDesk;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.interaction.AccessGuard.Access;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;

/**
 * {@code Claim/[id]/$insurance-refund} (部分退费): the claim's settlement is cancelled, and a new Claim
 * with the lines that stay is settled in its place.
 */
final class RefundOperation implements FhirOperation {

  private final RefundDesk desk;
  private final InsuranceFaults faults;

  RefundOperation(RefundDesk desk, InsuranceFaults faults) {
    this.desk = desk;
    this.faults = faults;
  }

  @Override
  public OperationShape shape() {
    List<OperationParameter> parameters = new ArrayList<>();
    parameters.add(
        OperationParameter.required(
            "resource", "Resource", "The Claim with the lines that stay; related to this one."));
    parameters.addAll(CounterParameters.ENTERED);
    parameters.addAll(CounterParameters.CREDENTIAL);
    return new OperationShape(
        "insurance-refund",
        "https://fhir.xiangqiao.org/OperationDefinition/claim-insurance-refund",
        "Cancels a settlement and settles a new claim in its place.",
        Set.of(Level.INSTANCE),
        Set.of("Claim"),
        true,
        parameters);
  }

  @Override
  public OperationRights rights(OperationRequest request) {
    return OperationRights.update("Claim", request.id())
        .and(
            new OperationRights(
                List.of(new Access(RestOperationTypeEnum.CREATE, "Claim", null, null)), Set.of()))
        .and(OperationRights.read("ClaimResponse", null))
        .and(OperationRights.read("Coverage", null))
        .and(OperationRights.read("Encounter", null))
        .and(OperationRights.read("Condition", null));
  }

  @Override
  public Answer answer(OperationRequest request) {
    if (!(request.resource("resource").orElseThrow() instanceof Claim claim)) {
      throw faults.body("Parameters.parameter.where(name='resource').resource").exception();
    }
    try {
      return Answer.current(
          desk.refund(
              request.caller(),
              request.id(),
              claim,
              CounterParameters.credential(request),
              CounterParameters.counter(request, claim.getEnterer(), faults)));
    } catch (DeskException refused) {
      throw faults.of(refused);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
