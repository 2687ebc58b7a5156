package org.xiangqiao.server.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.filter.OncePerRequestFilter;
import org.xiangqiao.server.rest.web.RequestId;
import org.xiangqiao.server.security.CallerContext;
import org.xiangqiao.store.Caller;

/** Lets every request in as a client of tenant 1, or of the tenant in a header. */
@TestConfiguration(proxyBeanMethods = false)
@Profile("test")
class TestCallers {

  static final String TENANT = "X-Test-Tenant";

  @Bean
  SecurityFilterChain open(HttpSecurity http) throws Exception {
    return http.csrf(csrf -> csrf.disable())
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  @Bean
  FilterRegistrationBean<OncePerRequestFilter> testCaller() {
    return new FilterRegistrationBean<>(
        new OncePerRequestFilter() {
          @Override
          protected void doFilterInternal(
              HttpServletRequest request, HttpServletResponse response, FilterChain chain)
              throws ServletException, IOException {
            String tenant = request.getHeader(TENANT);
            CallerContext.set(
                request,
                new Caller(
                    tenant == null ? 1 : Integer.parseInt(tenant),
                    "test-client",
                    "",
                    RequestId.of(request)));
            chain.doFilter(request, response);
          }
        });
  }
}
