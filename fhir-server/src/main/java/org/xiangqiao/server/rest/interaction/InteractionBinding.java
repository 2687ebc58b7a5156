package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.IRestfulServer;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.method.BaseMethodBinding;
import ca.uhn.fhir.rest.server.method.MethodMatchEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.answer.AnswerWriter;
import org.xiangqiao.server.rest.answer.Presentation;
import org.xiangqiao.server.rest.web.Served;

/**
 * Hangs an {@link Interaction} into HAPI's server in place of an annotated provider method. HAPI
 * would bind a dozen methods for each of 146 types and build every type's definition at start; this
 * is one object per interaction, and HAPI's interceptors still see every request.
 */
public final class InteractionBinding extends BaseMethodBinding {

  private final RestOperationTypeEnum operation;
  private final AnswerWriter writer;
  private final List<AccessGuard> guards;
  private final SearchedTypes searched;

  public InteractionBinding(
      RestOperationTypeEnum operation,
      Interaction interaction,
      FhirContext context,
      AnswerWriter writer,
      List<AccessGuard> guards,
      SearchedTypes searched) {
    super(method(), context, interaction);
    this.operation = operation;
    this.writer = writer;
    this.guards = guards;
    this.searched = searched;
  }

  private static Method method() {
    try {
      return Interaction.class.getMethod("answer", ServletRequestDetails.class);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Object invokeServer(IRestfulServer<?> server, RequestDetails request) throws IOException {
    ServletRequestDetails details = (ServletRequestDetails) request;
    Served.mark(
        details.getServletRequest(), operation.getCode(), CompartmentAddress.searchedType(details));
    if (operation != RestOperationTypeEnum.METADATA) {
      AccessGuard.Access access =
          AccessGuard.Access.of(
              operation,
              details,
              searched.of(operation, CallerContext.of(details.getServletRequest()), details));
      for (AccessGuard guard : guards) {
        guard.check(details.getServletRequest(), access);
      }
    }
    Presentation presentation = Presentation.of(details);
    Answer answer = (Answer) invokeServerMethod(request, new Object[] {details});
    writer.write(details, presentation, answer);
    return null;
  }

  @Override
  public String getResourceName() {
    return null;
  }

  @Override
  public RestOperationTypeEnum getRestOperationType() {
    return operation;
  }

  @Override
  public MethodMatchEnum incomingServerRequestMatchesMethod(RequestDetails request) {
    return MethodMatchEnum.EXACT;
  }
}
