package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.answer.Presentation;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.WriteParticipant;

/**
 * delete and conditional delete; to delete what is not there is a success. R4 http.html#delete,
 * #3.1.0.7.1. With {@code X-Cascade: delete} referrers go too.
 */
public final class DeleteInteraction implements Interaction {

  private final FhirStore store;
  private final ResourceSources sources;
  private final OperationOutcomes outcomes;
  private final CascadingDelete cascades;

  public DeleteInteraction(
      FhirStore store,
      ResourceSources sources,
      OperationOutcomes outcomes,
      List<AccessGuard> guards) {
    this.store = store;
    this.sources = sources;
    this.outcomes = outcomes;
    this.cascades = new CascadingDelete(guards);
  }

  @Override
  public Answer answer(ServletRequestDetails request) {
    String type = request.getResourceName();
    sources.requireStored(type, "");
    String id = null;
    String criteria = null;
    if (request.getId() == null) {
      criteria = Parameters.required(request, "delete");
    } else {
      id = request.getId().getIdPart();
    }
    boolean cascade = cascades.wanted(request);
    // The store's limit decides whether criteria may mean several.
    var delete =
        new WriteOperation.Delete(type, id, criteria, Conditions.ifMatch(request), true, cascade);
    WriteParticipant[] also =
        cascade
            ? new WriteParticipant[] {cascades.rights(request.getServletRequest())}
            : new WriteParticipant[0];
    WriteOutcome outcome =
        store.write(CallerContext.of(request.getServletRequest()), List.of(delete), also).get(0);
    if (!outcome.cascaded().isEmpty()) {
      OperationOutcome told =
          outcomes.information(request.getServletRequest(), cascades.told(outcome.cascaded()));
      return new Answer(200, outcome.resource().version(), null, null, new Answer.Model(told));
    }
    boolean tell = Presentation.of(request).returns() == Presentation.Return.OPERATION_OUTCOME;
    return new Answer(
        tell ? 200 : 204,
        outcome.deleted() == 1 ? outcome.resource().version() : null,
        null,
        null,
        tell
            ? new Answer.Model(
                outcomes.success(
                    request.getServletRequest(), RestFaults.deleted(outcome.deleted())))
            : new Answer.Nothing());
  }
}
