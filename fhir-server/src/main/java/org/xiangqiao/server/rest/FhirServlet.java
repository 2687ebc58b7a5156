package org.xiangqiao.server.rest;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.method.BaseMethodBinding;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.xiangqiao.server.rest.body.BodyReader;
import org.xiangqiao.server.rest.interaction.Router;
import org.xiangqiao.server.rest.operation.Operations;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.server.rest.web.RequestId;

/**
 * HAPI's plain server with our routing: the RESTful interactions come from the {@link Router},
 * operations ({@code $…}) from {@link Operations}.
 */
final class FhirServlet extends RestfulServer {

  private static final long serialVersionUID = 1L;

  private static final String FORM = "application/x-www-form-urlencoded";

  private final transient Router router;
  private final transient Operations operations;
  private final transient BodyReader bodies;
  private final transient OperationOutcomes outcomes;

  FhirServlet(
      FhirContext context,
      Router router,
      Operations operations,
      BodyReader bodies,
      OperationOutcomes outcomes) {
    super(context);
    this.operations = operations;
    this.outcomes = outcomes;
    this.router = router;
    this.bodies = bodies;
    // The container has decoded the parameters as UTF-8, form bodies included.
    setIgnoreServerParsedRequestParameters(false);
  }

  @Override
  public BaseMethodBinding determineResourceMethod(RequestDetails request, String path) {
    String operation = request.getOperation();
    if (operation == null || !operation.startsWith("$")) {
      return router.route((ServletRequestDetails) request);
    }
    if (request.getResourceName() != null && !router.knows(request.getResourceName())) {
      throw RestFaults.unknownType(request.getResourceName()).exception();
    }
    return operations.route((ServletRequestDetails) request);
  }

  @Override
  protected ServletRequestDetails newRequestDetails(
      RequestTypeEnum method, HttpServletRequest request, HttpServletResponse response) {
    ServletRequestDetails details = new LimitedRequest();
    details.setServer(this);
    details.setRequestType(method);
    details.setServletRequest(request);
    details.setServletResponse(response);
    return details;
  }

  /** A form is a search; the container would take any other for parameters. */
  @Override
  protected void handleRequest(
      RequestTypeEnum method, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String contentType = request.getContentType();
    if (contentType != null
        && contentType.toLowerCase(Locale.ROOT).startsWith(FORM)
        && !request.getRequestURI().endsWith("/_search")) {
      outcomes.write(request, response, RestFaults.unsupportedMediaType(contentType));
      return;
    }
    super.handleRequest(method, request, response);
  }

  /** HAPI fails over an id without a type, as in {@code _search/1/_history/1}. */
  @Override
  public void populateRequestDetailsFromRequestPath(RequestDetails request, String path) {
    try {
      super.populateRequestDetailsFromRequestPath(request, path);
    } catch (NullPointerException | IllegalArgumentException noAddress) {
      throw RestFaults.ofStatus(404).exception();
    }
  }

  /** The id was given, and put into the response, before the request came here. */
  @Override
  protected String getOrCreateRequestId(HttpServletRequest request) {
    return RequestId.of(request);
  }

  @Override
  protected void addRequestIdToResponse(ServletRequestDetails details, String requestId) {}

  /** Nobody needs to know the library and its version. */
  @Override
  public void addHeadersToResponse(HttpServletResponse response) {}

  /** Reads the body within the limits, whoever asks for it. */
  private final class LimitedRequest extends ServletRequestDetails {

    LimitedRequest() {
      super(getInterceptorService());
    }

    @Override
    protected byte[] getByteStreamRequestContents() {
      return bodies.read(getServletRequest());
    }
  }
}
