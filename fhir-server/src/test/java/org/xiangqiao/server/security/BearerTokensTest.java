package org.xiangqiao.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

class BearerTokensTest {

  private final AtomicInteger verified = new AtomicInteger();
  private Instant now = Instant.parse("2026-11-22T08:00:00Z");

  private final Clock clock =
      new Clock() {
        @Override
        public java.time.ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  @Test
  void aTokenIsVerifiedOnceAndForgottenWhenItExpires() {
    BearerTokens tokens = tokens(this::decode);
    Authentication first = tokens.authenticate(token("a"));
    assertThat(tokens.authenticate(token("a"))).isSameAs(first);
    assertThat(verified).hasValue(1);
    tokens.authenticate(token("b"));
    assertThat(verified).hasValue(2);
    now = now.plus(Duration.ofMinutes(5));
    assertThat(tokens.authenticate(token("a"))).isNotSameAs(first);
    assertThat(verified).hasValue(3);
  }

  @Test
  void badTokensAreNobodysAndAnUnreachableIssuerIsNoRefusal() {
    BearerTokens bad =
        tokens(
            token -> {
              throw new BadJwtException("forged");
            });
    assertThatThrownBy(() -> bad.authenticate(token("a")))
        .isInstanceOf(InvalidBearerTokenException.class);
    BearerTokens unreachable =
        tokens(
            token -> {
              throw new JwtException("no keys");
            });
    assertThatThrownBy(() -> unreachable.authenticate(token("a")))
        .isInstanceOf(AuthenticationServiceException.class);
  }

  private BearerTokens tokens(JwtDecoder decoder) {
    return new BearerTokens(decoder, TokenClaims.BUILT_IN, clock);
  }

  private Jwt decode(String token) {
    verified.incrementAndGet();
    return Jwt.withTokenValue(token)
        .header("alg", "ES384")
        .expiresAt(now.plus(Duration.ofMinutes(5)))
        .claim("tenant", 1L)
        .claim("client_id", "emr")
        .claim("scope", "system/*.rs")
        .build();
  }

  private static BearerTokenAuthenticationToken token(String value) {
    return new BearerTokenAuthenticationToken(value);
  }
}
