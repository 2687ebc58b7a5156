package org.xiangqiao.server.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/**
 * The token in the Authorization header (RFC 6750, 2.1). What is written as every client writes it
 * is taken without a regular expression; Spring Security judges the rest.
 */
final class HeaderTokens implements BearerTokenResolver {

  private static final String SCHEME = "Bearer ";
  private static final String SIGNS = "-._~+/";

  private final BearerTokenResolver unusual = new DefaultBearerTokenResolver();

  @Override
  public String resolve(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && isUsual(header)
        ? header.substring(SCHEME.length())
        : unusual.resolve(request);
  }

  private static boolean isUsual(String header) {
    if (!header.startsWith(SCHEME) || header.length() == SCHEME.length()) {
      return false;
    }
    for (int at = SCHEME.length(); at < header.length(); at++) {
      char each = header.charAt(at);
      boolean allowed =
          each >= 'a' && each <= 'z'
              || each >= 'A' && each <= 'Z'
              || each >= '0' && each <= '9'
              || SIGNS.indexOf(each) >= 0;
      if (!allowed) {
        return false;
      }
    }
    return true;
  }
}
