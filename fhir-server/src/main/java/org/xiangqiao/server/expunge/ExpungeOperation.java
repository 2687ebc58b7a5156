package org.xiangqiao.server.expunge;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.interaction.AccessGuard.Access;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;

/** {@code $expunge}: not R4's own, named and called as in HAPI FHIR's JPA server. */
final class ExpungeOperation implements FhirOperation {

  private static final OperationShape SHAPE =
      new OperationShape(
          "expunge",
          "https://xiangqiao.org/fhir/OperationDefinition/expunge",
          "Erases resources or versions beyond recovery, and whatever the server keeps of them.",
          Set.of(OperationShape.Level.values()),
          Set.of(),
          true,
          List.of(
              OperationParameter.optional(
                  "limit", "integer", "Versions to erase in this call, at most; 1000 without it."),
              OperationParameter.optional(
                  "expungeDeletedResources", "boolean", "Erase what was deleted."),
              OperationParameter.optional(
                  "expungePreviousVersions",
                  "boolean",
                  "Erase old versions of what is still there."),
              OperationParameter.optional(
                  "compartment", "boolean", "Erase a Patient with everything about that resident."),
              OperationParameter.optional("dryRun", "boolean", "Only count."),
              OperationParameter.optional(
                  "vacuum",
                  "code",
                  "What to do with the tables' files afterwards: none, reuse or rewrite.")));

  /** Scope of this product; see the security package. */
  private static final String SCOPE = "xiangqiao/data.expunge";

  private final ExpungeRun run;
  private final Residue residue;
  private final List<ErasureParticipant> participants;

  ExpungeOperation(ExpungeRun run, Residue residue, List<ErasureParticipant> participants) {
    this.run = run;
    this.residue = residue;
    this.participants = List.copyOf(participants);
  }

  @Override
  public OperationShape shape() {
    return SHAPE;
  }

  @Override
  public OperationRights rights(OperationRequest call) {
    boolean everything = ExpungeRequest.of(call).scope() == ExpungeRequest.Scope.RESIDENT;
    return new OperationRights(
        List.of(
            new Access(
                RestOperationTypeEnum.DELETE,
                everything ? null : call.type(),
                everything ? null : call.id(),
                null)),
        Set.of(SCOPE));
  }

  @Override
  public Answer answer(OperationRequest call) {
    ExpungeRequest request = ExpungeRequest.of(call);
    ExpungeResult result = run.run(call.caller(), request);
    if (request.vacuum() != ExpungeRequest.Vacuum.NONE && !request.dryRun()) {
      residue.clean(request.vacuum());
    }
    if (request.vacuum() == ExpungeRequest.Vacuum.REWRITE && !request.dryRun()) {
      participants.forEach(ErasureParticipant::clean);
    }
    List<String> left = new ArrayList<>(residue.list());
    participants.forEach(participant -> left.addAll(participant.residue()));
    return Answer.ok(new Answer.Model(result.parameters(request.dryRun(), left)));
  }
}
