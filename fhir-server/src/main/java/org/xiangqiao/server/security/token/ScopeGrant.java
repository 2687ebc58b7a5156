package org.xiangqiao.server.security.token;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.web.RequestId;
import org.xiangqiao.server.security.SecurityFaults;
import org.xiangqiao.server.security.scope.ScopeException;
import org.xiangqiao.server.security.scope.SmartScopes;
import org.xiangqiao.store.Caller;

/**
 * A token request of an authenticated client (RFC 6749, section 4.4): it gets requested ∩
 * registered, and {@code invalid_scope} when nothing is left or when it asks for a scope that this
 * server would only pretend to enforce.
 */
final class ScopeGrant implements AuthenticationConverter {

  private static final int LONGEST_SCOPE = 8_192;

  @Override
  public Authentication convert(HttpServletRequest request) {
    if (!AuthorizationGrantType.CLIENT_CREDENTIALS
        .getValue()
        .equals(only(request, OAuth2ParameterNames.GRANT_TYPE))) {
      // Answered as unsupported_grant_type.
      return null;
    }
    OAuth2ClientAuthenticationToken client =
        (OAuth2ClientAuthenticationToken) SecurityContextHolder.getContext().getAuthentication();
    RegisteredClient registered = client.getRegisteredClient();
    CallerContext.set(
        request,
        new Caller(
            RegisteredClients.tenant(registered),
            registered.getClientId(),
            RegisteredClients.organization(registered),
            RequestId.of(request)));
    List<String> granted = grant(registered, only(request, OAuth2ParameterNames.SCOPE));
    return new OAuth2ClientCredentialsAuthenticationToken(
        client, new LinkedHashSet<>(granted), Map.of());
  }

  private static List<String> grant(RegisteredClient registered, String requested) {
    if (requested == null || requested.length() > LONGEST_SCOPE) {
      throw refusal("scope is missing or too long");
    }
    try {
      List<String> granted =
          SmartScopes.parse(registered.getScopes()).narrow(SmartScopes.split(requested));
      if (granted.isEmpty()) {
        throw refusal("none of the requested scopes is registered for this client");
      }
      return granted;
    } catch (ScopeException refused) {
      throw refusal(SecurityFaults.scope(refused, "scope").text().in(Locale.ENGLISH));
    }
  }

  private static String only(HttpServletRequest request, String name) {
    String[] values = request.getParameterValues(name);
    if (values != null && values.length > 1) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
    }
    return values == null ? null : values[0];
  }

  private static OAuth2AuthenticationException refusal(String why) {
    // RFC 6749, section 5.2: printable ASCII without quotes and backslashes.
    String plain = why.replaceAll("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]", "'");
    return new OAuth2AuthenticationException(
        new OAuth2Error(OAuth2ErrorCodes.INVALID_SCOPE, plain, null));
  }
}
