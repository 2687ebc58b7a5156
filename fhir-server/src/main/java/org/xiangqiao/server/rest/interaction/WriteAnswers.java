package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOutcome;

/** What a create or update answers: 201 or 200, where the version lies, and its content. */
final class WriteAnswers {

  private WriteAnswers() {}

  static Answer of(ServletRequestDetails request, PublicAddress address, WriteOutcome outcome) {
    StoredResource written = outcome.resource();
    String location =
        address.fhirBase(request.getServletRequest())
            + "/"
            + written.type()
            + "/"
            + written.id()
            + "/_history/"
            + written.version();
    return new Answer(
        outcome.effect() == WriteOutcome.Effect.CREATED ? 201 : 200,
        written.version(),
        written.lastUpdated(),
        location,
        new Answer.Written(
            Answer.representation(CallerContext.of(request.getServletRequest()), written)));
  }
}
