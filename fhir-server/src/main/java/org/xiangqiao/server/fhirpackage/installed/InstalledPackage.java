package org.xiangqiao.server.fhirpackage.installed;

import java.time.Instant;
import java.util.Comparator;
import org.xiangqiao.server.fhirpackage.PackageVersion;

/**
 * A package that is there.
 *
 * @param tenant the county's, or 0 for all counties
 * @param definitions profiles, value sets and code systems in it
 */
public record InstalledPackage(
    int tenant,
    String name,
    String version,
    String description,
    String sha256,
    int definitions,
    Instant installedAt) {

  static final Comparator<InstalledPackage> BY_NAME_AND_VERSION =
      Comparator.comparing(InstalledPackage::name)
          .thenComparing(each -> new PackageVersion(each.version()));
}
