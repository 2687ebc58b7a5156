package org.xiangqiao.server.security.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.xiangqiao.server.security.client.Client;

/** Issues a token without a request, for the demo. */
public final class TokenMint {

  private final JwtEncoder encoder;
  private final SigningKeys keys;
  private final Clock clock;

  TokenMint(JwtEncoder encoder, SigningKeys keys, Clock clock) {
    this.encoder = encoder;
    this.keys = keys;
    this.clock = clock;
  }

  /** A token with everything that the client is registered for. */
  public String mint(Client client, String root, Duration lifetime) {
    SigningKey key = keys.current();
    Instant now = clock.instant();
    JwtClaimsSet claims =
        JwtClaimsSet.builder()
            .issuer(root)
            .subject(client.id())
            .audience(List.of(root + "/fhir"))
            .issuedAt(now)
            .notBefore(now)
            .expiresAt(now.plus(lifetime))
            .id(UUID.randomUUID().toString())
            .claim("tenant", client.tenant())
            .claim("organization", client.organization())
            .claim("client_id", client.id())
            .claim("scope", String.join(" ", client.scopes()))
            .build();
    JwsHeader header = JwsHeader.with(key.algorithm()).keyId(key.id()).type("at+jwt").build();
    return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
  }
}
