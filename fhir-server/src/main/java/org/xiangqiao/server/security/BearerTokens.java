package org.xiangqiao.server.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/**
 * Verifies access tokens (RFC 9068) and remembers the verified ones until they expire: a signature
 * check costs about as much as reading a resource. Only the token's hash is kept.
 */
final class BearerTokens implements AuthenticationManager {

  private static final int REMEMBERED = 10_000;

  private final JwtDecoder decoder;
  private final TokenClaims claims;
  private final Clock clock;
  private final Cache<String, CallerAuthentication> verified;

  BearerTokens(JwtDecoder decoder, TokenClaims claims, Clock clock) {
    this.decoder = decoder;
    this.claims = claims;
    this.clock = clock;
    this.verified =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfter(
                Expiry.<String, CallerAuthentication>creating(
                    (hash, caller) -> Duration.between(clock.instant(), caller.expiresAt())))
            .build();
  }

  @Override
  public Authentication authenticate(Authentication authentication) throws AuthenticationException {
    String token = ((BearerTokenAuthenticationToken) authentication).getToken();
    String hash = hash(token);
    CallerAuthentication known = verified.getIfPresent(hash);
    if (known != null && clock.instant().isBefore(known.expiresAt())) {
      return known;
    }
    CallerAuthentication caller = verify(token);
    verified.put(hash, caller);
    return caller;
  }

  private CallerAuthentication verify(String token) {
    try {
      return claims.read(decoder.decode(token));
    } catch (BadJwtException bad) {
      throw new InvalidBearerTokenException("token refused", bad);
    } catch (JwtException unavailable) {
      throw new AuthenticationServiceException("token could not be verified", unavailable);
    }
  }

  private static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
