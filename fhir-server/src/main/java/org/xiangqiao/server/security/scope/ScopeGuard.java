package org.xiangqiao.server.security.scope;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.server.rest.interaction.AccessGuard;
import org.xiangqiao.server.security.CallerAuthentication;
import org.xiangqiao.server.security.SecurityFaults;

/**
 * Holds every FHIR interaction against the scopes of the token, each entry of a batch or
 * transaction too, before anything is read or written. SMART App Launch 2.2. One entry that is not
 * allowed refuses its whole transaction; in a batch, only itself.
 */
@Interceptor(order = -100)
public class ScopeGuard implements AccessGuard {

  private final InteractionNeeds needs;

  public ScopeGuard(FhirContext context) {
    this.needs = new InteractionNeeds(context);
  }

  @Override
  public void check(HttpServletRequest request, Access access) {
    SmartScopes scopes = CallerAuthentication.current().scopes();
    boolean conditional = access.id() == null && access.query() != null;
    for (Need need :
        needs.of(access.interaction(), access.type(), parameters(request, access), conditional)) {
      if (!scopes.allows(need)) {
        throw SecurityFaults.scopeMissing(need.scope(), "").exception();
      }
    }
  }

  /** Operations are bound by HAPI itself; interactions have passed {@link #check} before. */
  @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
  public void operation(RestOperationTypeEnum interaction, ServletRequestDetails request) {
    if (request.getOperation() != null && request.getOperation().startsWith("$")) {
      check(
          request.getServletRequest(),
          new Access(interaction, request.getResourceName(), null, null));
    }
  }

  /** A posted search has its parameters in the body. */
  private static Map<String, List<String>> parameters(HttpServletRequest request, Access access) {
    Map<String, List<String>> parameters = decode(access.query());
    if (request.getRequestURI().endsWith("/_search")) {
      request
          .getParameterMap()
          .forEach((name, values) -> parameters.put(name, Arrays.asList(values)));
    }
    return parameters;
  }

  private static Map<String, List<String>> decode(String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    if (query == null) {
      return parameters;
    }
    for (String pair : query.split("&")) {
      if (!pair.isEmpty()) {
        String[] sides = pair.split("=", 2);
        parameters
            .computeIfAbsent(decodePart(sides[0]), any -> new ArrayList<>())
            .add(sides.length > 1 ? decodePart(sides[1]) : "");
      }
    }
    return parameters;
  }

  private static String decodePart(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException badEscape) {
      return text;
    }
  }
}
