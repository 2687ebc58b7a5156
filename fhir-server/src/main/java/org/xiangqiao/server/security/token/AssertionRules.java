package org.xiangqiao.server.security.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * What a client assertion must say, once its signature is good. SMART App Launch 2.2, Backend
 * Services, "Authentication JWT claims": issuer and subject are the client, the audience is our
 * token endpoint, it ends within five minutes and is used once. Called after the signature check,
 * so that nobody else can use up a client's {@code jti}.
 */
final class AssertionRules implements OAuth2TokenValidator<Jwt> {

  static final Duration LONGEST = Duration.ofMinutes(5);

  /** Clocks of partners differ a little. */
  static final Duration SKEW = Duration.ofSeconds(10);

  private static final int LONGEST_JTI = 256;
  private static final Logger LOG = LoggerFactory.getLogger(AssertionRules.class);

  private final String clientId;
  private final Supplier<String> tokenEndpoint;
  private final UsedAssertions used;
  private final Clock clock;

  AssertionRules(
      String clientId, Supplier<String> tokenEndpoint, UsedAssertions used, Clock clock) {
    this.clientId = clientId;
    this.tokenEndpoint = tokenEndpoint;
    this.used = used;
    this.clock = clock;
  }

  @Override
  public OAuth2TokenValidatorResult validate(Jwt assertion) {
    String broken = brokenRule(assertion);
    if (broken == null) {
      return OAuth2TokenValidatorResult.success();
    }
    // The client learns no more than invalid_client; the operator finds the reason here.
    LOG.info("assertion of client {} refused: {}", clientId, broken);
    return OAuth2TokenValidatorResult.failure(
        new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT, broken, null));
  }

  private String brokenRule(Jwt assertion) {
    Instant now = clock.instant();
    Instant expiry = assertion.getExpiresAt();
    if (!clientId.equals(assertion.getClaimAsString("iss"))
        || !clientId.equals(assertion.getSubject())) {
      return "iss and sub must be the client id";
    }
    if (assertion.getAudience() == null || !assertion.getAudience().contains(tokenEndpoint.get())) {
      return "aud must be the token endpoint";
    }
    if (expiry == null || expiry.isBefore(now.minus(SKEW))) {
      return "exp is missing or past";
    }
    if (expiry.isAfter(now.plus(LONGEST).plus(SKEW))) {
      return "exp is more than five minutes ahead";
    }
    if (isAhead(assertion.getNotBefore(), now) || isAhead(assertion.getIssuedAt(), now)) {
      return "nbf or iat is in the future";
    }
    String id = assertion.getId();
    if (id == null || id.isBlank() || id.length() > LONGEST_JTI) {
      return "jti is missing or too long";
    }
    return used.use(clientId, id, expiry.plus(SKEW)) ? null : "jti was used before";
  }

  private static boolean isAhead(Instant time, Instant now) {
    return time != null && time.isAfter(now.plus(SKEW));
  }
}
