package org.xiangqiao.server.rest;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.web.ClientWatchFilter;
import org.xiangqiao.server.rest.web.ContainerErrors;
import org.xiangqiao.server.rest.web.FhirFrontFilter;
import org.xiangqiao.server.rest.web.ReadWatch;
import org.xiangqiao.server.rest.web.RequestIdFilter;
import org.xiangqiao.server.rest.web.WatchedHttpProtocol;

/** Filters before security: request id, front of FHIR, CORS; and the container's own errors. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CorsSettings.class)
class FrontConfiguration {

  @Bean
  FilterRegistrationBean<RequestIdFilter> requestIdFilter() {
    return filter(new RequestIdFilter(), 0, "/*");
  }

  @Bean
  FilterRegistrationBean<FhirFrontFilter> fhirFrontFilter(
      OperationOutcomes outcomes, MeterRegistry meters, RestSettings settings) {
    return filter(
        new FhirFrontFilter(outcomes, meters, settings.maxUrlLength()),
        1,
        PublicAddress.FHIR_PATH + "/*");
  }

  @Bean
  ReadWatch readWatch() {
    return new ReadWatch();
  }

  @Bean
  FilterRegistrationBean<ClientWatchFilter> clientWatchFilter(ReadWatch watch) {
    return filter(new ClientWatchFilter(watch), 3, PublicAddress.FHIR_PATH + "/*");
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> watchedConnections() {
    return factory -> factory.setProtocol(WatchedHttpProtocol.class.getName());
  }

  @Bean
  FilterRegistrationBean<CorsFilter> fhirCorsFilter(CorsSettings settings) {
    CorsConfiguration cors = new CorsConfiguration();
    cors.setAllowedOrigins(settings.allowedOrigins());
    cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"));
    cors.setAllowedHeaders(List.of(CorsConfiguration.ALL));
    cors.setExposedHeaders(
        List.of(
            "ETag",
            "Last-Modified",
            "Location",
            "Content-Location",
            "X-Request-Id",
            "Allow",
            "X-Progress",
            "Retry-After",
            "Content-Range",
            "Content-Disposition"));
    cors.setMaxAge(settings.maxAge());
    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/**", cors);
    FilterRegistrationBean<CorsFilter> registration = filter(new CorsFilter(source), 2, "/*");
    registration.setEnabled(!settings.allowedOrigins().isEmpty());
    return registration;
  }

  /** Runs last, so that no other error page stands before ours. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerErrors(
      OperationOutcomes outcomes) {
    return factory ->
        factory.addContextCustomizers(
            context -> {
              StandardHost host = (StandardHost) context.getParent();
              host.setErrorReportValveClass(ContainerErrors.class.getName());
              host.getPipeline().addValve(new ContainerErrors(outcomes));
            });
  }

  private static <T extends Filter> FilterRegistrationBean<T> filter(
      T filter, int place, String pattern) {
    FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
    registration.addUrlPatterns(pattern);
    return registration;
  }
}
