package org.xiangqiao.server.fhirpackage.installed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What {@code package.json} must say: name, version, and that it is for FHIR 4.0.1. */
final class PackageManifest {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]*(\\.[a-z0-9_-]+)*");
  private static final Pattern VERSION = Pattern.compile("[0-9][0-9A-Za-z.+_-]*");
  private static final String FHIR = "4.0.1";

  private PackageManifest() {}

  static void require(JsonNode manifest) {
    String name = manifest.path("name").asText();
    String version = manifest.path("version").asText();
    if (name.length() > 200 || !NAME.matcher(name).matches()) {
      throw PackageFinding.at("name", "package-manifest", "package/package.json", "name").problem();
    }
    if (version.length() > 100 || !VERSION.matcher(version).matches()) {
      throw PackageFinding.at("version", "package-manifest", "package/package.json", "version")
          .problem();
    }
    List<String> versions = new ArrayList<>();
    for (String element : List.of("fhirVersions", "fhir-version-list")) {
      manifest.path(element).forEach(each -> versions.add(each.asText()));
    }
    if (!versions.contains(FHIR)) {
      throw PackageFinding.at(
              "fhirVersions", "package-fhir-version", name + "#" + version, versions)
          .problem();
    }
  }
}
