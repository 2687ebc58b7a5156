package org.xiangqiao.server.fhirpackage;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.store.FhirStore;

/** The shipped package: read when it is first asked for, installed after the start. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PackageSettings.class)
class PackageConfiguration {

  private final Supplier<FhirPackage> shipped = SingletonSupplier.of(FhirPackage::shipped);

  @Bean
  PackageInstaller packageInstaller(FhirStore store, FhirContext context, DataSource database) {
    return new PackageInstaller(store, context, database);
  }

  @Bean
  ShippedDefinitions shippedDefinitions(FhirContext context) {
    return new ShippedDefinitions(context);
  }

  @Bean
  PackageAtStart packageAtStart(PackageInstaller installer, PackageSettings settings) {
    return new PackageAtStart(installer, shipped, settings);
  }

  @Bean
  HealthIndicator fhirPackageHealthIndicator(PackageAtStart start) {
    return new PackageHealth(start);
  }

  @Bean
  ServletRegistrationBean<PackageServlet> packageServlet(
      PublicAddress address, OperationOutcomes outcomes, ObjectMapper json) {
    ServletRegistrationBean<PackageServlet> registration =
        new ServletRegistrationBean<>(
            new PackageServlet(shipped, address, outcomes, json), PackageServlet.PATH + "*");
    registration.setName("fhirPackages");
    return registration;
  }
}
