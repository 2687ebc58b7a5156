package org.xiangqiao.server.security.token;

import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/**
 * Access tokens say everything themselves and live for minutes; there are no refresh tokens, no
 * codes and no introspection, so nothing about a grant needs to be kept.
 */
final class NoAuthorizationsKept implements OAuth2AuthorizationService {

  @Override
  public void save(OAuth2Authorization authorization) {
    // The audit trail has the grant.
  }

  @Override
  public void remove(OAuth2Authorization authorization) {
    // Nothing is kept.
  }

  @Override
  public OAuth2Authorization findById(String id) {
    return null;
  }

  @Override
  public OAuth2Authorization findByToken(String token, OAuth2TokenType tokenType) {
    return null;
  }
}
