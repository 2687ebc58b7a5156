package org.xiangqiao.server.security;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.xiangqiao.server.security.scope.ProductScope;
import org.xiangqiao.server.security.scope.SmartScopes;
import org.xiangqiao.store.Caller;

/** A verified access token: which system, of which county and organisation, with which scopes. */
public final class CallerAuthentication extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1;

  private final int tenantId;
  private final String client;
  private final String organization;
  private final transient SmartScopes scopes;
  private final Instant expiresAt;

  CallerAuthentication(
      int tenantId, String client, String organization, SmartScopes scopes, Instant expiresAt) {
    super(authorities(scopes));
    this.tenantId = tenantId;
    this.client = client;
    this.organization = organization;
    this.scopes = scopes;
    this.expiresAt = expiresAt;
    super.setAuthenticated(true);
  }

  /** Of the running request; throws if it came without a verified token. */
  public static CallerAuthentication current() {
    Authentication current = SecurityContextHolder.getContext().getAuthentication();
    if (current instanceof CallerAuthentication caller) {
      return caller;
    }
    throw new AuthenticationCredentialsNotFoundException("request without a verified token");
  }

  private static List<GrantedAuthority> authorities(SmartScopes scopes) {
    return Arrays.stream(ProductScope.values())
        .filter(scopes::allows)
        .<GrantedAuthority>map(scope -> new SimpleGrantedAuthority(scope.authority()))
        .toList();
  }

  public SmartScopes scopes() {
    return scopes;
  }

  Caller caller(String requestId) {
    return new Caller(tenantId, client, organization, requestId);
  }

  Instant expiresAt() {
    return expiresAt;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return client;
  }
}
