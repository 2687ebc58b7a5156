package org.xiangqiao.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

class HeaderTokensTest {

  private final BearerTokenResolver tokens = new HeaderTokens();

  @Test
  void aTokenIsTakenFromTheHeaderAlone() {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/fhir/Patient");
    request.setParameter("access_token", "abc");
    assertThat(tokens.resolve(request)).isNull();
    request.addHeader("Authorization", "Bearer a.b-c_d~e+f/g");
    assertThat(tokens.resolve(request)).isEqualTo("a.b-c_d~e+f/g");
  }

  @Property(tries = 500)
  void everyHeaderIsJudgedAsSpringSecurityJudgesIt(@ForAll("headers") String header) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/fhir/Patient");
    request.addHeader("Authorization", header);
    assertThat(judged(tokens, request))
        .isEqualTo(judged(new DefaultBearerTokenResolver(), request));
  }

  @Provide
  Arbitrary<String> headers() {
    Arbitrary<String> scheme =
        Arbitraries.of(
            "Bearer ", "bearer ", "BEARER ", "Bearer", "Bearer  ", "Basic ", "DPoP ", "");
    Arbitrary<String> token = Arbitraries.strings().withChars("aZ09-._~+/= ,\tß中\"").ofMaxLength(8);
    return Combinators.combine(scheme, token).as(String::concat);
  }

  private static String judged(BearerTokenResolver resolver, MockHttpServletRequest request) {
    try {
      return "token " + resolver.resolve(request);
    } catch (OAuth2AuthenticationException refused) {
      return "refused " + refused.getError().getErrorCode();
    }
  }
}
