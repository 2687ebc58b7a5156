package org.xiangqiao.server.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.header.writers.XXssProtectionHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter.XFrameOptionsMode;
import org.springframework.security.web.savedrequest.NullRequestCache;

/**
 * Security of the FHIR servlet: Spring Security's own filters, but only those that a request with a
 * bearer token needs. What sessions, forms, anonymous principals and Spring MVC want took longer
 * than reading a resource. Other servlets below {@code /fhir} have their own path and go by {@link
 * SecurityConfiguration}.
 */
final class FhirFilterChain {

  private static final String CONTENT_POLICY = "default-src 'none'";
  private static final Set<String> OPEN = Set.of("/metadata");

  private FhirFilterChain() {}

  static SecurityFilterChain of(
      String servletPath,
      AuthenticationManagerResolver<HttpServletRequest> tokens,
      BearerRefusal refusal) {
    SecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();
    BearerTokenAuthenticationFilter authentication = new BearerTokenAuthenticationFilter(tokens);
    authentication.setBearerTokenResolver(new HeaderTokens());
    authentication.setSecurityContextRepository(contexts);
    authentication.setAuthenticationEntryPoint(refusal);
    ExceptionTranslationFilter refusals =
        new ExceptionTranslationFilter(refusal, new NullRequestCache());
    refusals.setAccessDeniedHandler(refusal);
    AuthorizationManager<HttpServletRequest> verified =
        (caller, request) ->
            new AuthorizationDecision(
                isOpen(request) || caller.get() instanceof CallerAuthentication);
    return new DefaultSecurityFilterChain(
        request -> servletPath.equals(request.getServletPath()),
        new SecurityContextHolderFilter(contexts),
        headers(),
        authentication,
        new CallerFilter(),
        refusals,
        new AuthorizationFilter(verified));
  }

  private static boolean isOpen(HttpServletRequest request) {
    String path = request.getPathInfo();
    return path != null && OPEN.contains(path) && request.getMethod().equals("GET");
  }

  /** At once: an answer that knows better overwrites them, and nothing has to wait for its end. */
  private static HeaderWriterFilter headers() {
    List<HeaderWriter> writers =
        List.of(
            new XContentTypeOptionsHeaderWriter(),
            new XXssProtectionHeaderWriter(),
            new CacheControlHeadersWriter(),
            new HstsHeaderWriter(),
            new XFrameOptionsHeaderWriter(XFrameOptionsMode.DENY),
            new ContentSecurityPolicyHeaderWriter(CONTENT_POLICY),
            new ReferrerPolicyHeaderWriter(ReferrerPolicy.NO_REFERRER));
    HeaderWriterFilter filter = new HeaderWriterFilter(writers);
    filter.setShouldWriteHeadersEagerly(true);
    return filter;
  }
}
