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

/** create and conditional create. R4 http.html#create, #ccreate. */
public final class CreateInteraction implements Interaction {

  private final FhirStore store;
  private final RequestContent content;
  private final PublicAddress address;

  public CreateInteraction(FhirStore store, RequestContent content, PublicAddress address) {
    this.store = store;
    this.content = content;
    this.address = address;
  }

  @Override
  public Answer answer(ServletRequestDetails request) {
    Resource resource = content.ofType(request);
    // The server chooses the id of a create (R4 http.html#create).
    resource.setId((String) null);
    var create = new WriteOperation.Create(resource, ifNoneExist(request), null);
    return WriteAnswers.of(
        request,
        address,
        store.write(CallerContext.of(request.getServletRequest()), List.of(create)).get(0));
  }

  private static String ifNoneExist(ServletRequestDetails request) {
    String header = request.getHeader("If-None-Exist");
    if (header == null) {
      return null;
    }
    String criteria = header.trim();
    int question = criteria.indexOf('?');
    int equals = criteria.indexOf('=');
    if (question >= 0 && (equals < 0 || question < equals)) {
      criteria = criteria.substring(question + 1);
    }
    if (criteria.isBlank()) {
      throw RestFaults.invalid("criteria-missing", "http.if-none-exist", "create").exception();
    }
    return criteria;
  }
}
