package org.xiangqiao.server.rest.operation;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.IRestfulServer;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.method.BaseMethodBinding;
import ca.uhn.fhir.rest.server.method.MethodMatchEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import org.xiangqiao.server.rest.answer.AnswerWriter;
import org.xiangqiao.server.rest.answer.Presentation;
import org.xiangqiao.server.rest.interaction.AccessGuard;
import org.xiangqiao.server.rest.web.Served;

/** Hangs a {@link FhirOperation} into HAPI's server: parameters, rights, then the answer. */
final class OperationBinding extends BaseMethodBinding {

  private final FhirOperation operation;
  private final OperationInput input;
  private final AnswerWriter writer;
  private final List<AccessGuard> guards;

  OperationBinding(
      FhirOperation operation,
      FhirContext context,
      OperationInput input,
      AnswerWriter writer,
      List<AccessGuard> guards) {
    super(method(), context, operation);
    this.operation = operation;
    this.input = input;
    this.writer = writer;
    this.guards = guards;
  }

  /** HAPI wants one, and knows the parameters of its own only; it is never called. */
  private static Method method() {
    try {
      return FhirOperation.class.getMethod("shape");
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Object invokeServer(IRestfulServer<?> server, RequestDetails request) throws IOException {
    ServletRequestDetails details = (ServletRequestDetails) request;
    HttpServletRequest servlet = details.getServletRequest();
    Served.mark(servlet, "$" + operation.shape().name(), details.getResourceName());
    Presentation presentation = Presentation.of(details);
    boolean bodyLeft = operation.readsBody(details.getHeader("Content-Type"));
    OperationRequest call =
        new OperationRequest(details, input.of(operation.shape(), details, bodyLeft));
    OperationRights rights = operation.rights(call);
    for (AccessGuard guard : guards) {
      rights.accesses().forEach(access -> guard.check(servlet, access));
      rights.scopes().forEach(scope -> guard.checkScope(servlet, scope));
    }
    writer.write(details, presentation, operation.answer(call));
    return null;
  }

  @Override
  public String getResourceName() {
    return null;
  }

  @Override
  public RestOperationTypeEnum getRestOperationType() {
    return RestOperationTypeEnum.EXTENDED_OPERATION_SERVER;
  }

  @Override
  public MethodMatchEnum incomingServerRequestMatchesMethod(RequestDetails request) {
    return MethodMatchEnum.EXACT;
  }
}
