package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.List;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.answer.Presentation;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteOutcome;

/**
 * delete and conditional delete; to delete what is not there is a success. R4 http.html#delete,
 * #3.1.0.7.1.
 */
public final class DeleteInteraction implements Interaction {

  private final FhirStore store;
  private final ResourceSources sources;
  private final OperationOutcomes outcomes;

  public DeleteInteraction(FhirStore store, ResourceSources sources, OperationOutcomes outcomes) {
    this.store = store;
    this.sources = sources;
    this.outcomes = outcomes;
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
    // The store's limit decides whether criteria may mean several.
    var delete =
        new WriteOperation.Delete(type, id, criteria, Conditions.ifMatch(request), true, false);
    WriteOutcome outcome =
        store.write(CallerContext.of(request.getServletRequest()), List.of(delete)).get(0);
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
