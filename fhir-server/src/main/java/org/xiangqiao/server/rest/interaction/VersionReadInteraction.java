package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;

/** vread. R4 http.html#vread. */
public final class VersionReadInteraction implements Interaction {

  private final FhirStore store;
  private final ResourceSources sources;

  public VersionReadInteraction(FhirStore store, ResourceSources sources) {
    this.store = store;
    this.sources = sources;
  }

  @Override
  public Answer answer(ServletRequestDetails request) {
    String type = request.getResourceName();
    String id = request.getId().getIdPart();
    String version = request.getId().getVersionIdPart();
    sources.requireStored(type, "");
    if (!version.matches("[0-9]{1,18}")) {
      throw unknown(type, id, version);
    }
    StoredResource found =
        store
            .readVersion(
                CallerContext.of(request.getServletRequest()), type, id, Long.parseLong(version))
            .orElseThrow(() -> unknown(type, id, version));
    if (found.deleted()) {
      throw RestFaults.gone(type, id).exception();
    }
    return Conditions.unchanged(request, found) ? Answer.notModified(found) : Answer.current(found);
  }

  private static FaultException unknown(String type, String id, String version) {
    return RestFaults.of(404, IssueType.NOTFOUND, "version-not-found", "", type, id, version)
        .exception();
  }
}
