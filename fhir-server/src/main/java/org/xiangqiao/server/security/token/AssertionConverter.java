package org.xiangqiao.server.security.token;

import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.http.HttpServletRequest;
import java.text.ParseException;
import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads a client assertion (RFC 7523, section 2.2). SMART clients send no {@code client_id}: who
 * claims to ask is the assertion's subject, believed only after its signature is verified.
 */
final class AssertionConverter implements AuthenticationConverter {

  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final int LONGEST_ASSERTION = 16_384;

  @Override
  public Authentication convert(HttpServletRequest request) {
    String assertion = only(request, OAuth2ParameterNames.CLIENT_ASSERTION);
    String clientId = subject(assertion);
    String[] claimed = request.getParameterValues(OAuth2ParameterNames.CLIENT_ID);
    if (!TYPE.equals(only(request, OAuth2ParameterNames.CLIENT_ASSERTION_TYPE))
        || (claimed != null && (claimed.length > 1 || !clientId.equals(claimed[0])))) {
      throw refusal(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    return new OAuth2ClientAuthenticationToken(
        clientId, new ClientAuthenticationMethod(TYPE), assertion, Map.of());
  }

  private static String only(HttpServletRequest request, String name) {
    String[] values = request.getParameterValues(name);
    if (values == null) {
      throw refusal(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    if (values.length > 1) {
      throw refusal(OAuth2ErrorCodes.INVALID_REQUEST);
    }
    return values[0];
  }

  private static String subject(String assertion) {
    try {
      if (assertion.length() <= LONGEST_ASSERTION) {
        String subject = SignedJWT.parse(assertion).getJWTClaimsSet().getSubject();
        if (subject != null && !subject.isBlank()) {
          return subject;
        }
      }
    } catch (ParseException unreadable) {
      // Told below.
    }
    throw refusal(OAuth2ErrorCodes.INVALID_CLIENT);
  }

  private static OAuth2AuthenticationException refusal(String code) {
    return new OAuth2AuthenticationException(code);
  }
}
