package org.xiangqiao.server.fhirpackage.installed;

import java.util.Comparator;
import org.xiangqiao.server.fhirpackage.PackageVersion;

/**
 * Where a definition lies.
 *
 * @param name of its package
 * @param version of its package
 * @param definitionVersion its own; empty if it says none
 */
public record PackagedDefinition(
    int tenant, String name, String version, String type, String url, String definitionVersion) {

  /** The newest definition last; of equal ones the one of the newest package. */
  public static final Comparator<PackagedDefinition> BY_AGE =
      Comparator.<PackagedDefinition, PackageVersion>comparing(
              each -> new PackageVersion(each.definitionVersion()))
          .thenComparing(each -> new PackageVersion(each.version()))
          .thenComparing(PackagedDefinition::name);

  String source() {
    return name + "#" + version;
  }
}
