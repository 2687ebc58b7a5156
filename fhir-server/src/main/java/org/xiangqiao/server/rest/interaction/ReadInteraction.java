package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.StoredResource;

/** read and conditional read. R4 http.html#read, #cread. */
public final class ReadInteraction implements Interaction {

  private final ResourceSources sources;

  public ReadInteraction(ResourceSources sources) {
    this.sources = sources;
  }

  @Override
  public Answer answer(ServletRequestDetails request) {
    String type = request.getResourceName();
    String id = request.getId().getIdPart();
    StoredResource found =
        sources
            .read(CallerContext.of(request.getServletRequest()), type, id)
            .orElseThrow(() -> RestFaults.notFound(type, id).exception());
    if (found.deleted()) {
      throw RestFaults.gone(type, id).exception();
    }
    return Conditions.unchanged(request, found) ? Answer.notModified(found) : Answer.current(found);
  }
}
