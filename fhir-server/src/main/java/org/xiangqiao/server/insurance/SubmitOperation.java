package org.xiangqiao.server.insurance;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim;
import org.xiangqiao.integration.insurance.desk.ClaimDesk;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.interaction.AccessGuard.Access;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;

/** {@code Claim/$submit} (结算): R4 claim-operation-submit, with what the counter knows besides. */
final class SubmitOperation implements FhirOperation {

  private final ClaimDesk desk;
  private final InsuranceFaults faults;

  SubmitOperation(ClaimDesk desk, InsuranceFaults faults) {
    this.desk = desk;
    this.faults = faults;
  }

  @Override
  public OperationShape shape() {
    List<OperationParameter> parameters = new ArrayList<>();
    parameters.add(OperationParameter.required("resource", "Resource", "The Claim."));
    parameters.addAll(CounterParameters.COUNTER);
    parameters.addAll(CounterParameters.CREDENTIAL);
    return new OperationShape(
        "submit",
        "http://hl7.org/fhir/OperationDefinition/Claim-submit",
        "Settles a claim with the insurance platform.",
        Set.of(Level.TYPE),
        Set.of("Claim"),
        true,
        parameters);
  }

  @Override
  public OperationRights rights(OperationRequest request) {
    return new OperationRights(
            List.of(new Access(RestOperationTypeEnum.CREATE, "Claim", null, null)), Set.of())
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
          desk.submit(
              request.caller(),
              claim,
              CounterParameters.credential(request),
              CounterParameters.counter(request)));
    } catch (DeskException refused) {
      throw faults.of(refused);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
