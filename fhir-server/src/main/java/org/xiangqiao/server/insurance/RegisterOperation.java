package org.xiangqiao.server.insurance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.integration.insurance.desk.ClaimDesk;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;

/** {@code Encounter/[id]/$insurance-register} (门诊挂号、入院办理): visit or stay is made known. */
final class RegisterOperation implements FhirOperation {

  private final ClaimDesk desk;
  private final InsuranceFaults faults;

  RegisterOperation(ClaimDesk desk, InsuranceFaults faults) {
    this.desk = desk;
    this.faults = faults;
  }

  @Override
  public OperationShape shape() {
    List<OperationParameter> parameters = new ArrayList<>();
    parameters.add(
        OperationParameter.required("coverage", "Reference", "The Coverage to settle with."));
    parameters.addAll(CounterParameters.COUNTER);
    parameters.addAll(CounterParameters.CREDENTIAL);
    return new OperationShape(
        "insurance-register",
        "https://fhir.xiangqiao.org/OperationDefinition/encounter-insurance-register",
        "Registers a visit or stay with the insurance platform, or changes a stay.",
        Set.of(Level.INSTANCE),
        Set.of("Encounter"),
        true,
        parameters);
  }

  @Override
  public OperationRights rights(OperationRequest request) {
    return OperationRights.update("Encounter", request.id())
        .and(OperationRights.read("Coverage", coverage(request)))
        .and(OperationRights.read("Condition", null));
  }

  @Override
  public Answer answer(OperationRequest request) {
    String coverage = coverage(request);
    if (coverage == null) {
      throw faults.body("Parameters.parameter.where(name='coverage').value.reference").exception();
    }
    try {
      ClaimDesk.Registration registration =
          desk.register(
              request.caller(),
              request.id(),
              coverage,
              CounterParameters.credential(request),
              CounterParameters.counter(request));
      Parameters answer = new Parameters();
      answer.addParameter("state", new CodeType(registration.state().code()));
      if (registration.visitNumber() != null) {
        answer
            .addParameter()
            .setName("visit")
            .setValue(
                new Identifier()
                    .setSystem(InsuranceSystems.VISIT)
                    .setValue(registration.visitNumber()));
      }
      if (registration.words() != null && !registration.words().isBlank()) {
        answer.addParameter("message", registration.words());
      }
      return Answer.ok(new Answer.Model(answer));
    } catch (DeskException refused) {
      throw faults.of(refused);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Null unless it is a Coverage by its id. */
  private static String coverage(OperationRequest request) {
    IIdType named = ((Reference) request.values("coverage").get(0)).getReferenceElement();
    return "Coverage".equals(named.getResourceType()) ? named.getIdPart() : null;
  }
}
