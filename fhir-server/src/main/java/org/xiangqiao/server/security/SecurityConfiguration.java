package org.xiangqiao.server.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.web.cors.CorsConfigurationSource;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.security.client.ClientSettings;
import org.xiangqiao.server.security.scope.ExplainGuard;
import org.xiangqiao.server.security.scope.ProductScope;
import org.xiangqiao.server.security.scope.ScopeGuard;

/** Who gets in: everything needs a token, but for what is listed here. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties({SecuritySettings.class, ClientSettings.class})
class SecurityConfiguration {

  /** Beside {@code /fhir/metadata} ({@link FhirFilterChain}). */
  private static final String[] OPEN = {
    "/fhir/api-docs",
    "/fhir/swagger-ui",
    "/fhir/swagger-ui/**",
    "/fhir/.well-known/smart-configuration",
    "/.well-known/smart-configuration",
    "/actuator/health",
    "/actuator/health/liveness",
    "/actuator/health/readiness"
  };

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  ProblemDetails problemDetails(ObjectMapper json) {
    return new ProblemDetails(json);
  }

  @Bean
  ScopeGuard scopeGuard() {
    return new ScopeGuard();
  }

  @Bean
  ExplainGuard explainGuard() {
    return new ExplainGuard();
  }

  @Bean
  AuthenticationManagerResolver<jakarta.servlet.http.HttpServletRequest> bearerTokens(
      JwtDecoder decoder, SecuritySettings settings, Clock clock) {
    SecuritySettings.ExternalIssuer issuer = settings.externalIssuer();
    TokenClaims claims =
        issuer == null
            ? TokenClaims.BUILT_IN
            : new TokenClaims(
                issuer.tenantClaim(), issuer.organizationClaim(), issuer.clientClaim());
    BearerTokens tokens = new BearerTokens(decoder, claims, clock);
    return request -> tokens;
  }

  @Bean
  HttpFirewall requestFirewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setAllowedHeaderNames(AssignedText::matches);
    firewall.setAllowedHeaderValues(AssignedText::matches);
    firewall.setAllowedParameterNames(AssignedText::matches);
    return firewall;
  }

  /** Each filter of the chain would be timed, at the cost of a tenth of a read. */
  @Bean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  ServletRegistrationBean<SmartConfigurationServlet> smartConfiguration(
      PublicAddress address, SecuritySettings settings, ObjectMapper json) {
    ServletRegistrationBean<SmartConfigurationServlet> registration =
        new ServletRegistrationBean<>(
            new SmartConfigurationServlet(address, settings, json),
            "/fhir/.well-known/smart-configuration",
            "/.well-known/smart-configuration");
    registration.setName("smartConfiguration");
    return registration;
  }

  /** Rules that are told by text are rules for paths. */
  @Bean
  PathPatternRequestMatcher.Builder paths() {
    return PathPatternRequestMatcher.withDefaults();
  }

  @Bean
  static WithoutMvcLookups withoutMvcLookups() {
    return new WithoutMvcLookups();
  }

  @Bean
  @Order(0)
  SecurityFilterChain fhir(
      AuthenticationManagerResolver<jakarta.servlet.http.HttpServletRequest> tokens,
      OperationOutcomes outcomes,
      ProblemDetails problems) {
    return FhirFilterChain.of(
        PublicAddress.FHIR_PATH, tokens, new BearerRefusal(outcomes, problems));
  }

  @Bean
  @Order(2)
  SecurityFilterChain everythingElse(
      HttpSecurity http,
      AuthenticationManagerResolver<jakarta.servlet.http.HttpServletRequest> tokens,
      OperationOutcomes outcomes,
      ProblemDetails problems,
      SecuritySettings settings,
      ObjectProvider<CorsConfigurationSource> crossOrigin)
      throws Exception {
    BearerRefusal refusal = new BearerRefusal(outcomes, problems);
    if (crossOrigin.stream()
        .anyMatch(source -> !source.getClass().getName().contains("Introspector"))) {
      http.cors(Customizer.withDefaults());
    }
    return http.authorizeHttpRequests(
            requests -> {
              requests.requestMatchers(HttpMethod.GET, OPEN).permitAll();
              // The container's way to report a failure; nobody asks for it by address.
              requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
              requests.requestMatchers("/fhir", "/fhir/**").authenticated();
              requests.requestMatchers(HttpMethod.GET, "/packages/**").authenticated();
              for (AdminScopes.Rule rule : AdminScopes.RULES) {
                if (rule.scope() == ProductScope.METRICS && settings.metricsFromLoopback()) {
                  requests
                      .requestMatchers(rule.matcher())
                      .access(
                          (authentication, context) ->
                              new AuthorizationDecision(isLocal(context.getRequest())));
                } else {
                  requests.requestMatchers(rule.matcher()).hasAuthority(rule.scope().authority());
                }
              }
              requests.anyRequest().denyAll();
            })
        .oauth2ResourceServer(
            server ->
                server
                    .authenticationManagerResolver(tokens)
                    .authenticationEntryPoint(refusal)
                    .accessDeniedHandler(refusal))
        .exceptionHandling(
            exceptions -> exceptions.authenticationEntryPoint(refusal).accessDeniedHandler(refusal))
        .addFilterAfter(new CallerFilter(), BearerTokenAuthenticationFilter.class)
        .headers(
            headers ->
                headers
                    .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                    .contentSecurityPolicy(policy -> policy.policyDirectives("default-src 'none'"))
                    .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .csrf(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .build();
  }

  /** From this machine, and not by way of a proxy on it. */
  private static boolean isLocal(jakarta.servlet.http.HttpServletRequest request) {
    boolean loopback =
        new IpAddressMatcher("127.0.0.0/8").matches(request.getRemoteAddr())
            || new IpAddressMatcher("::1").matches(request.getRemoteAddr());
    return loopback
        && request.getHeader("Forwarded") == null
        && request.getHeader("X-Forwarded-For") == null;
  }
}
