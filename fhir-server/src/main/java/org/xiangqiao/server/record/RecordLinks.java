package org.xiangqiao.server.record;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.xiangqiao.server.rest.answer.Presentation;
import org.xiangqiao.server.rest.operation.OperationRequest;

/** Addresses of an operation's pages: its own parameters and a sealed place. */
final class RecordLinks {

  static final String PAGE = "_page";

  private final String address;
  private final StringBuilder query = new StringBuilder();

  RecordLinks(String base, OperationRequest request, String name) {
    StringBuilder path = new StringBuilder(base);
    path.append('/').append(request.type());
    if (request.id() != null) {
      path.append('/').append(request.id());
    }
    address = path.append("/$").append(name).toString();
    for (ParametersParameterComponent parameter : request.parameters().getParameter()) {
      if (!parameter.getName().equals(PAGE)
          && parameter.getValue() instanceof PrimitiveType<?> it) {
        add(parameter.getName(), it.getValueAsString());
      }
    }
    for (Map.Entry<String, String[]> sent : request.http().getParameters().entrySet()) {
      if (Presentation.PARAMETERS.contains(sent.getKey())) {
        add(sent.getKey(), sent.getValue()[0]);
      }
    }
  }

  private void add(String name, String value) {
    query.append(query.isEmpty() ? '?' : '&').append(encoded(name)).append('=');
    query.append(encoded(value));
  }

  String first() {
    return address + query;
  }

  /** Null without a place. */
  String page(String place) {
    if (place == null) {
      return null;
    }
    return address + query + (query.isEmpty() ? '?' : '&') + PAGE + '=' + encoded(place);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
