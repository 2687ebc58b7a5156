package org.xiangqiao.server.openapi;

import java.util.SortedSet;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.capability.CapabilityStatements;
import org.xiangqiao.server.rest.operation.Operations;
import org.xiangqiao.server.rest.problem.OperationOutcomes;

/** The OpenAPI document and the page to browse it; security lets both pass without a token. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  @Bean
  OpenApiDocuments openApiDocuments(
      CapabilityStatements statements,
      Operations operations,
      @Qualifier("fhirResourceTypes") SortedSet<String> types) {
    return new OpenApiDocuments(statements::statement, operations, types);
  }

  @Bean
  ServletRegistrationBean<OpenApiServlet> openApiServlet(
      OpenApiDocuments documents, PublicAddress address, OperationOutcomes outcomes) {
    ServletRegistrationBean<OpenApiServlet> registration =
        new ServletRegistrationBean<>(
            new OpenApiServlet(documents, address, outcomes),
            PublicAddress.FHIR_PATH + "/api-docs");
    registration.setName("openApi");
    return registration;
  }

  @Bean
  ServletRegistrationBean<BrowsePageServlet> browsePageServlet(
      OpenApiDocuments documents, OperationOutcomes outcomes) {
    ServletRegistrationBean<BrowsePageServlet> registration =
        new ServletRegistrationBean<>(
            new BrowsePageServlet(documents, outcomes), PublicAddress.FHIR_PATH + "/swagger-ui/*");
    registration.setName("browsePage");
    return registration;
  }
}
