package org.xiangqiao.server.insurance;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.CoverageEligibilityRequest;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.eligibility.EligibilityDesk;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.interaction.AccessGuard.Access;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;

/**
 * {@code CoverageEligibilityRequest/$submit} (参保查询), which is R4
 * coverageeligibilityrequest-operation-submit with what the counter knows besides.
 */
final class EligibilityOperation implements FhirOperation {

  private final EligibilityDesk desk;
  private final InsuranceFaults faults;

  EligibilityOperation(EligibilityDesk desk, InsuranceFaults faults) {
    this.desk = desk;
    this.faults = faults;
  }

  @Override
  public OperationShape shape() {
    List<OperationParameter> parameters = new ArrayList<>();
    parameters.add(
        OperationParameter.required("resource", "Resource", "The CoverageEligibilityRequest."));
    parameters.addAll(CounterParameters.ENTERED);
    parameters.addAll(CounterParameters.CREDENTIAL);
    return new OperationShape(
        "submit",
        "http://hl7.org/fhir/OperationDefinition/CoverageEligibilityRequest-submit",
        "Asks the insurance platform who is insured, and for which benefits.",
        Set.of(Level.TYPE),
        Set.of("CoverageEligibilityRequest"),
        true,
        parameters);
  }

  @Override
  public OperationRights rights(OperationRequest request) {
    return new OperationRights(
            List.of(
                new Access(RestOperationTypeEnum.CREATE, "CoverageEligibilityRequest", null, null),
                new Access(RestOperationTypeEnum.CREATE, "Coverage", null, null)),
            Set.of())
        .and(OperationRights.update("Coverage", null))
        .and(OperationRights.read("CoverageEligibilityResponse", null))
        .and(OperationRights.read("Patient", null));
  }

  @Override
  public Answer answer(OperationRequest request) {
    if (!(request.resource("resource").orElseThrow()
        instanceof CoverageEligibilityRequest question)) {
      throw faults.body("Parameters.parameter.where(name='resource').resource").exception();
    }
    try {
      return Answer.current(
          desk.submit(
              request.caller(),
              question,
              CounterParameters.credential(request),
              CounterParameters.counter(request, question.getEnterer(), faults)));
    } catch (DeskException refused) {
      throw faults.of(refused);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
