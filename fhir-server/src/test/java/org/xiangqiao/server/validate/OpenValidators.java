package org.xiangqiao.server.validate;

import static org.xiangqiao.store.OpenStore.FHIR;

import java.time.Duration;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.xiangqiao.server.definition.BaseDefinitions;
import org.xiangqiao.server.fhirpackage.ShippedDefinitions;
import org.xiangqiao.server.fhirpackage.installed.PackageLimits;
import org.xiangqiao.server.fhirpackage.installed.Packages;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.terminology.published.PublishedDefinitions;

/** Validators over a store of a test. */
final class OpenValidators {

  /** Read once for all tests. */
  static final BaseDefinitions BASE = new BaseDefinitions(new PublishedDefinitions(FHIR));

  private OpenValidators() {}

  static Packages packages(OpenStore open) {
    return new Packages(
        open.jdbc(),
        new DataSourceTransactionManager(open.dataSource()),
        FHIR,
        BASE,
        new ShippedDefinitions(FHIR),
        PackageLimits.defaults());
  }

  static CountyValidators of(OpenStore open) {
    return new CountyValidators(
        open.store(),
        FHIR,
        BASE,
        packages(open),
        open.jdbc(),
        new ValidateSettings(8, 4, 500, 20, false, Duration.ofSeconds(1)));
  }
}
