package org.xiangqiao.server.reindex;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.reindex.ReindexJob;
import org.xiangqiao.store.reindex.Reindexing;

/** {@code $reindex}: queues types to be indexed anew and tells where to ask how far it is. */
final class ReindexOperation implements FhirOperation {

  static final OperationRights RIGHTS = OperationRights.none().andScope("xiangqiao/admin.reindex");

  private static final OperationShape SHAPE =
      new OperationShape(
          "reindex",
          "https://xiangqiao.org/fhir/OperationDefinition/reindex",
          "Indexes stored resources anew, in the background.",
          Set.of(Level.SYSTEM, Level.TYPE),
          Set.of(),
          true,
          List.of(
              OperationParameter.repeated(
                  "_type", "code", "Resource types; all that there are without it.")));

  private final Reindexing reindexing;
  private final PublicAddress address;
  private final List<ReindexParticipant> participants;

  ReindexOperation(
      Reindexing reindexing, PublicAddress address, List<ReindexParticipant> participants) {
    this.reindexing = reindexing;
    this.address = address;
    this.participants = List.copyOf(participants);
  }

  @Override
  public OperationShape shape() {
    return SHAPE;
  }

  @Override
  public OperationRights rights(OperationRequest call) {
    return RIGHTS;
  }

  @Override
  public Answer answer(OperationRequest call) {
    List<ReindexJob> jobs = reindexing.start(call.caller(), types(call));
    participants.forEach(ReindexParticipant::rebuild);
    String numbers =
        jobs.stream().map(job -> String.valueOf(job.id())).collect(Collectors.joining(","));
    if (!jobs.isEmpty()) {
      call.http()
          .getServletResponse()
          .setHeader(
              "Content-Location",
              address.fhirBase(call.http().getServletRequest())
                  + "/$reindex-status?job="
                  + numbers);
    }
    return new Answer(
        jobs.isEmpty() ? 200 : 202,
        null,
        null,
        null,
        new Answer.Model(ReindexProgress.parameters(jobs)));
  }

  private List<String> types(OperationRequest call) {
    List<String> named = new ArrayList<>(call.list("_type"));
    if (call.type() == null) {
      return named.isEmpty() ? reindexing.typesInUse(call.caller()) : named;
    }
    if (!named.isEmpty() && !named.equals(List.of(call.type()))) {
      throw RestFaults.invalid("parameter-invalid", "http._type", "_type", call.type()).exception();
    }
    return List.of(call.type());
  }
}
