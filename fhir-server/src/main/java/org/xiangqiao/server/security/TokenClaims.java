package org.xiangqiao.server.security;

import java.util.Collection;
import java.util.List;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.xiangqiao.server.security.scope.SmartScopes;

/**
 * Where the claims of an access token say who is calling. The names differ between issuers; the
 * tenant comes from here and from nowhere else.
 *
 * @param tenant claim with the county's number
 * @param organization claim with the logical id of the client's Organization; may be missing
 * @param client claim with the client id
 */
record TokenClaims(String tenant, String organization, String client) {

  static final TokenClaims BUILT_IN = new TokenClaims("tenant", "organization", "client_id");

  CallerAuthentication read(Jwt token) {
    if (token.getExpiresAt() == null) {
      throw new BadJwtException("token without exp");
    }
    String organizationId = token.getClaimAsString(organization);
    return new CallerAuthentication(
        tenantOf(token),
        required(token, client),
        organizationId == null ? "" : organizationId,
        SmartScopes.understood(scopes(token)),
        token.getExpiresAt());
  }

  private int tenantOf(Jwt token) {
    try {
      int number = Integer.parseInt(required(token, tenant));
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Told below.
    }
    throw new BadJwtException("claim " + tenant + " is not a tenant number");
  }

  private static String required(Jwt token, String name) {
    Object value = token.getClaims().get(name);
    if (value == null || value.toString().isBlank()) {
      throw new BadJwtException("claim " + name + " is missing");
    }
    return value.toString();
  }

  private static List<String> scopes(Jwt token) {
    Object scope = token.getClaims().get("scope");
    if (scope instanceof Collection<?> several) {
      return several.stream().map(String::valueOf).toList();
    }
    return SmartScopes.split(scope == null ? null : scope.toString());
  }
}
