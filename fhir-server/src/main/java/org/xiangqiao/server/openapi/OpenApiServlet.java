package org.xiangqiao.server.openapi;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.RestFaults;

/** {@code /fhir/api-docs}, open to everybody as {@code metadata} is. */
final class OpenApiServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient OpenApiDocuments documents;
  private final transient PublicAddress address;
  private final transient OperationOutcomes outcomes;

  OpenApiServlet(OpenApiDocuments documents, PublicAddress address, OperationOutcomes outcomes) {
    this.documents = documents;
    this.address = address;
    this.outcomes = outcomes;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String type = request.getParameter("type");
    Optional<byte[]> document = documents.document(address.root(request), type);
    if (document.isEmpty()) {
      outcomes.write(request, response, RestFaults.unknownType(type));
      return;
    }
    response.setContentType("application/json;charset=UTF-8");
    response.setContentLength(document.get().length);
    response.getOutputStream().write(document.get());
  }
}
