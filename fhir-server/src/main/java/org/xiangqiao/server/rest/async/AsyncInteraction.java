package org.xiangqiao.server.rest.async;

import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.answer.AnswerWriter;
import org.xiangqiao.server.rest.answer.Presentation;
import org.xiangqiao.server.rest.interaction.Interaction;
import org.xiangqiao.server.rest.problem.RestFaults;

/** With {@code Prefer: respond-async} takes a request and answers it later (R4 async.html). */
public final class AsyncInteraction implements Interaction {

  /** What may take long. */
  public static final Set<RestOperationTypeEnum> OFFERED =
      EnumSet.of(
          RestOperationTypeEnum.SEARCH_TYPE,
          RestOperationTypeEnum.SEARCH_SYSTEM,
          RestOperationTypeEnum.HISTORY_INSTANCE,
          RestOperationTypeEnum.HISTORY_TYPE,
          RestOperationTypeEnum.HISTORY_SYSTEM,
          RestOperationTypeEnum.TRANSACTION);

  /** Where requests are asked after, below the FHIR base. */
  static final String PATH = "/_async/";

  private final Interaction interaction;
  private final boolean hasBody;
  private final AsyncRequests requests;
  private final AnswerWriter writer;
  private final PublicAddress address;

  /**
   * @param operation one of {@link #OFFERED}
   */
  public AsyncInteraction(
      RestOperationTypeEnum operation,
      Interaction interaction,
      AsyncRequests requests,
      AnswerWriter writer,
      PublicAddress address) {
    this.interaction = interaction;
    this.hasBody = operation == RestOperationTypeEnum.TRANSACTION;
    this.requests = requests;
    this.writer = writer;
    this.address = address;
  }

  @Override
  public Answer answer(ServletRequestDetails request) {
    if (!Presentation.respondAsync(request) || request.getRequestType() == RequestTypeEnum.HEAD) {
      return interaction.answer(request);
    }
    // Public addresses are made of headers of this request: known before it is gone.
    String base = address.fhirBase(request.getServletRequest());
    UUID id =
        requests
            .accept(request, hasBody ? request.loadRequestContents() : null, this::work)
            .orElseThrow(() -> tooMany(request));
    request.getServletResponse().setHeader("Content-Location", base + PATH + id);
    request.getServletResponse().setHeader("Preference-Applied", "respond-async");
    return new Answer(202, null, null, null, new Answer.Nothing());
  }

  private org.xiangqiao.server.rest.answer.Rendered work(ServletRequestDetails request) {
    return writer.render(request, Presentation.of(request), interaction.answer(request));
  }

  private static RuntimeException tooMany(ServletRequestDetails request) {
    request.getServletResponse().setHeader("Retry-After", "10");
    return RestFaults.of(429, IssueType.THROTTLED, "async-too-many", "http.prefer").exception();
  }
}
