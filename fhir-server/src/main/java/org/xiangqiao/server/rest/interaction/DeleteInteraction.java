package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.List;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.answer.Presentation;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;

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
      criteria = Parameters.criteria(request);
      if (criteria.isEmpty()) {
        throw RestFaults.invalid("criteria-missing", "", "delete").exception();
      }
    } else {
      id = request.getId().getIdPart();
    }
    var delete = new WriteOperation.Delete(type, id, criteria, Conditions.ifMatch(request));
    StoredResource tombstone =
        store
            .write(CallerContext.of(request.getServletRequest()), List.of(delete))
            .get(0)
            .resource();
    boolean tell = Presentation.of(request).returns() == Presentation.Return.OPERATION_OUTCOME;
    return new Answer(
        tell ? 200 : 204,
        tombstone == null ? null : tombstone.version(),
        null,
        null,
        tell
            ? new Answer.Model(outcomes.success(request.getServletRequest()))
            : new Answer.Nothing());
  }
}
