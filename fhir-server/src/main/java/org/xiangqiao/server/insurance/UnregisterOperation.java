package org.xiangqiao.server.insurance;

import java.util.Set;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.VisitDesk;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;

/**
 * {@code Encounter/[id]/$insurance-unregister} (退号、撤销入院): the platform forgets a visit or stay that
 * has no bill.
 */
final class UnregisterOperation implements FhirOperation {

  private final VisitDesk desk;
  private final InsuranceFaults faults;

  UnregisterOperation(VisitDesk desk, InsuranceFaults faults) {
    this.desk = desk;
    this.faults = faults;
  }

  @Override
  public OperationShape shape() {
    return new OperationShape(
        "insurance-unregister",
        "https://fhir.xiangqiao.org/OperationDefinition/encounter-insurance-unregister",
        "Takes the registration of a visit or stay without a bill back.",
        Set.of(Level.INSTANCE),
        Set.of("Encounter"),
        true,
        CounterParameters.COUNTER);
  }

  @Override
  public OperationRights rights(OperationRequest request) {
    return OperationRights.update("Encounter", request.id());
  }

  @Override
  public Answer answer(OperationRequest request) {
    try {
      return RegistrationAnswer.of(
          desk.unregister(request.caller(), request.id(), CounterParameters.counter(request)));
    } catch (DeskException refused) {
      throw faults.of(refused);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
