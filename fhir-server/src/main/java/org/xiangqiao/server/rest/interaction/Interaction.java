package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import org.xiangqiao.server.rest.answer.Answer;

/** One RESTful interaction of R4 http.html, for every resource type that offers it. */
public interface Interaction {

  Answer answer(ServletRequestDetails request);
}
