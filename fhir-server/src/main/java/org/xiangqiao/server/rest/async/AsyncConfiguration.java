package org.xiangqiao.server.rest.async;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.web.ReadWatch;
import org.xiangqiao.store.FhirStore;

/** Puts together what answers requests later. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AsyncSettings.class)
class AsyncConfiguration {

  /** Not before the store is open: its schema is there then. */
  @Bean
  AsyncRequests asyncRequests(
      FhirStore store,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      AsyncSettings settings,
      OperationOutcomes outcomes,
      ReadWatch watch) {
    return new AsyncRequests(
        new AsyncTable(jdbc, new TransactionTemplate(transactions)), settings, outcomes, watch);
  }

  @Bean
  ServletRegistrationBean<AsyncServlet> asyncServlet(
      AsyncRequests requests,
      PublicAddress address,
      OperationOutcomes outcomes,
      ObjectMapper json,
      Clock clock) {
    ServletRegistrationBean<AsyncServlet> registration =
        new ServletRegistrationBean<>(
            new AsyncServlet(requests, address, outcomes, json, clock),
            PublicAddress.FHIR_PATH + AsyncInteraction.PATH + "*");
    registration.setName("async");
    return registration;
  }
}
