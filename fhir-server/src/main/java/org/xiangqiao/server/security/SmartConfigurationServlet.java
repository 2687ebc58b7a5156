package org.xiangqiao.server.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.security.scope.ProductScope;

/** SMART App Launch 2.2, "FHIR Authorization Endpoint and Capabilities Discovery". */
final class SmartConfigurationServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient PublicAddress address;
  private final transient SecuritySettings settings;
  private final transient ObjectMapper json;

  SmartConfigurationServlet(PublicAddress address, SecuritySettings settings, ObjectMapper json) {
    this.address = address;
    this.settings = settings;
    this.json = json;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    json.writeValue(response.getOutputStream(), document(address.root(request)));
  }

  private Map<String, Object> document(String root) {
    Map<String, Object> document = new LinkedHashMap<>();
    if (settings.externalIssuer() == null) {
      document.put("issuer", root);
      document.put("jwks_uri", root + "/oauth2/jwks");
      document.put("token_endpoint", root + "/oauth2/token");
    } else {
      String issuer = settings.externalIssuer().issuerUri();
      document.put("issuer", issuer);
      document.put("token_endpoint", settings.externalIssuer().tokenEndpoint());
      if (settings.externalIssuer().jwksUri() != null) {
        document.put("jwks_uri", settings.externalIssuer().jwksUri());
      }
    }
    document.put("grant_types_supported", List.of("client_credentials"));
    document.put("token_endpoint_auth_methods_supported", List.of("private_key_jwt"));
    document.put("token_endpoint_auth_signing_alg_values_supported", List.of("RS384", "ES384"));
    document.put("scopes_supported", scopes());
    document.put(
        "capabilities",
        List.of("client-confidential-asymmetric", "permission-v1", "permission-v2"));
    return document;
  }

  private static List<String> scopes() {
    List<String> scopes =
        new ArrayList<>(
            List.of("system/*.cruds", "system/*.rs", "system/*.read", "system/*.write"));
    Arrays.stream(ProductScope.values()).map(ProductScope::text).forEach(scopes::add);
    return scopes;
  }
}
