package org.xiangqiao.server.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.xiangqiao.server.security.scope.ProductScope;

/** Which scope an address outside FHIR needs; the first rule that fits counts. */
final class AdminScopes {

  record Rule(RequestMatcher matcher, ProductScope scope) {}

  private static final PathPatternRequestMatcher.Builder PATH =
      PathPatternRequestMatcher.withDefaults();

  static final List<Rule> RULES =
      List.of(
          new Rule(PATH.matcher("/admin/clients/**"), ProductScope.CLIENTS),
          new Rule(PATH.matcher("/admin/reindex/**"), ProductScope.REINDEX),
          new Rule(
              PATH.matcher(HttpMethod.POST, "/admin/exchange/*/replay"),
              ProductScope.EXCHANGE_REPLAY),
          new Rule(
              PATH.matcher(HttpMethod.POST, "/admin/exchange/*/set-aside"),
              ProductScope.EXCHANGE_REPLAY),
          new Rule(PATH.matcher("/admin/exchange/*/payload"), ProductScope.EXCHANGE_PAYLOAD),
          new Rule(PATH.matcher("/admin/exchange/*/answer"), ProductScope.EXCHANGE_PAYLOAD),
          new Rule(PATH.matcher(HttpMethod.GET, "/admin/exchange/**"), ProductScope.EXCHANGE_READ),
          new Rule(PATH.matcher(HttpMethod.GET, "/actuator/prometheus"), ProductScope.METRICS));

  private AdminScopes() {}

  static Optional<ProductScope> neededFor(HttpServletRequest request) {
    return RULES.stream()
        .filter(rule -> rule.matcher().matches(request))
        .map(Rule::scope)
        .findFirst();
  }
}
