package org.xiangqiao.server.insurance;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim;
import org.xiangqiao.integration.insurance.desk.ClaimDesk;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.FilingDesk;
import org.xiangqiao.integration.insurance.platform.Counter;
import org.xiangqiao.mappings.insurance.fhir.Credential;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.interaction.AccessGuard.Access;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.StoredResource;

/**
 * A Claim is handed in: {@code Claim/$submit} (结算), which is R4 claim-operation-submit with what
 * the counter knows besides; {@code Claim/$insurance-details} (住院费用明细上传) with what a stay cost so
 * far.
 */
final class SubmitOperation implements FhirOperation {

  /** What the desk does with the claim. */
  @FunctionalInterface
  private interface Taking {

    StoredResource take(Caller caller, Claim claim, Credential credential, Counter counter)
        throws InterruptedException;
  }

  /** How a refusal is told. */
  @FunctionalInterface
  private interface Refusing {

    FaultException of(DeskException refused, Caller caller, Claim claim);
  }

  private final String name;
  private final String url;
  private final String meaning;
  private final Taking taking;
  private final Refusing refusing;
  private final InsuranceFaults faults;

  private SubmitOperation(
      String name,
      String url,
      String meaning,
      Taking taking,
      Refusing refusing,
      InsuranceFaults faults) {
    this.name = name;
    this.url = url;
    this.meaning = meaning;
    this.taking = taking;
    this.refusing = refusing;
    this.faults = faults;
  }

  static SubmitOperation settling(
      ClaimDesk desk, FilingDesk filings, EstimatedFaults estimated, InsuranceFaults faults) {
    return new SubmitOperation(
        "submit",
        "http://hl7.org/fhir/OperationDefinition/Claim-submit",
        "Settles a claim with the insurance platform, asks what it would cost, or files in advance.",
        (caller, claim, credential, counter) ->
            claim.getUse() == Claim.Use.PREAUTHORIZATION
                ? filings.submit(caller, claim, counter)
                : desk.submit(caller, claim, credential, counter),
        estimated::of,
        faults);
  }

  static SubmitOperation uploading(ClaimDesk desk, InsuranceFaults faults) {
    return new SubmitOperation(
        "insurance-details",
        "https://fhir.xiangqiao.org/OperationDefinition/claim-insurance-details",
        "Uploads charges of a stay to the insurance platform before its bill.",
        desk::upload,
        (refused, caller, claim) -> faults.of(refused),
        faults);
  }

  @Override
  public OperationShape shape() {
    List<OperationParameter> parameters = new ArrayList<>();
    parameters.add(OperationParameter.required("resource", "Resource", "The Claim."));
    parameters.addAll(CounterParameters.ENTERED);
    parameters.addAll(CounterParameters.CREDENTIAL);
    return new OperationShape(
        name, url, meaning, Set.of(Level.TYPE), Set.of("Claim"), true, parameters);
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
          taking.take(
              request.caller(),
              claim,
              CounterParameters.credential(request),
              CounterParameters.counter(request, claim.getEnterer(), faults)));
    } catch (DeskException refused) {
      throw refusing.of(refused, request.caller(), claim);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
