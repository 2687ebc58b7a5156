package org.xiangqiao.server.security.token;

import java.util.List;
import java.util.function.Supplier;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** What an access token says (RFC 9068): tenant, organisation, client, scope, for our FHIR base. */
final class AccessTokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

  private final SigningKeys keys;
  private final Supplier<String> fhirBase;

  AccessTokenClaims(SigningKeys keys, Supplier<String> fhirBase) {
    this.keys = keys;
    this.fhirBase = fhirBase;
  }

  @Override
  public void customize(JwtEncodingContext context) {
    RegisteredClient client = context.getRegisteredClient();
    SigningKey key = keys.current();
    context.getJwsHeader().algorithm(key.algorithm()).keyId(key.id()).type("at+jwt");
    context
        .getClaims()
        .audience(List.of(fhirBase.get()))
        .claim("tenant", RegisteredClients.tenant(client))
        .claim("organization", RegisteredClients.organization(client))
        .claim("client_id", client.getClientId())
        .claim("scope", String.join(" ", context.getAuthorizedScopes()));
  }
}
