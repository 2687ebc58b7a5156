package org.xiangqiao.server.fhirpackage.installed;

import ca.uhn.fhir.context.FhirContext;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.xiangqiao.server.definition.BaseDefinitions;
import org.xiangqiao.server.fhirpackage.ShippedDefinitions;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.binary.BinaryContents;
import org.xiangqiao.terminology.published.PublishedDefinitions;
import org.xiangqiao.terminology.service.stored.FurtherSources;

/** Offers the operations about packages. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PackageLimits.class)
class InstalledPackageConfiguration {

  @Bean
  BaseDefinitions baseDefinitions(PublishedDefinitions published) {
    return new BaseDefinitions(published);
  }

  /** Not before the store is open: its schema is there then. */
  @Bean
  Packages installedPackages(
      FhirStore store,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      FhirContext fhir,
      BaseDefinitions base,
      ShippedDefinitions shipped,
      PackageLimits limits) {
    return new Packages(jdbc, transactions, fhir, base, shipped, limits);
  }

  @Bean
  FurtherSources packagedTerminology(Packages packages, FhirContext fhir) {
    return new PackagedTerminology(packages, fhir);
  }

  @Bean
  FhirOperation installPackageOperation(
      Packages packages, FhirStore store, BinaryContents binaries) {
    return new InstallPackageOperation(packages, store, binaries);
  }

  @Bean
  FhirOperation listPackagesOperation(Packages packages) {
    return new ListPackagesOperation(packages);
  }

  @Bean
  FhirOperation removePackageOperation(Packages packages) {
    return new RemovePackageOperation(packages);
  }
}
