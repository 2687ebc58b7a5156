package org.xiangqiao.server.security.token;

import java.util.Collection;
import java.util.List;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;

/** A token must be meant for us: {@code aud} holds one of our names. RFC 9068, section 4. */
final class AudienceRule {

  private AudienceRule() {}

  static OAuth2TokenValidator<Jwt> with(OAuth2TokenValidator<Jwt> other, String... ours) {
    List<String> names = List.of(ours);
    return new DelegatingOAuth2TokenValidator<>(
        other,
        new JwtClaimValidator<Collection<String>>(
            JwtClaimNames.AUD,
            audience -> audience != null && audience.stream().anyMatch(names::contains)));
  }
}
