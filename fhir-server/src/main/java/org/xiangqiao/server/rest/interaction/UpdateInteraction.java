package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.WriteOperation;

/** update, update as create, and conditional update. R4 http.html#update, #cond-update. */
public final class UpdateInteraction implements Interaction {

  private static final String ID = "[A-Za-z0-9\\-.]{1,64}";

  private final FhirStore store;
  private final RequestContent content;
  private final PublicAddress address;

  public UpdateInteraction(FhirStore store, RequestContent content, PublicAddress address) {
    this.store = store;
    this.content = content;
    this.address = address;
  }

  @Override
  public Answer answer(ServletRequestDetails request) {
    String criteria = null;
    if (request.getId() == null) {
      criteria = Parameters.required(request, "update");
    }
    Resource resource = content.ofType(request);
    if (criteria == null) {
      requireSameId(request.getId().getIdPart(), resource);
    }
    var update =
        new WriteOperation.Update(
            resource,
            criteria,
            Conditions.ifMatch(request),
            Conditions.onlyIfAbsent(request),
            null);
    return WriteAnswers.of(
        request,
        address,
        store.write(CallerContext.of(request.getServletRequest()), List.of(update)).get(0));
  }

  private static void requireSameId(String id, Resource resource) {
    String place = resource.fhirType() + ".id";
    if (!id.matches(ID)) {
      throw RestFaults.invalid("id-invalid", "").exception();
    }
    String sent = resource.getIdElement().getIdPart();
    if (sent == null || sent.isEmpty()) {
      throw RestFaults.invalid("id-missing", place, id).exception();
    }
    if (!sent.equals(id)) {
      throw RestFaults.invalid("id-mismatch", place, id).exception();
    }
  }
}
