package org.xiangqiao.server.fhirpackage.installed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * A FHIR package in NPM form, unpacked.
 *
 * @param manifest its {@code package.json}
 * @param sha256 of the {@code .tgz}
 */
record PackageContent(JsonNode manifest, String sha256, List<Definition> definitions) {

  /** What validation uses. */
  static final Set<String> TYPES = Set.of("StructureDefinition", "ValueSet", "CodeSystem");

  /**
   * A definition as its author wrote it.
   *
   * @param file its name in the package
   * @param version empty if it says none
   */
  record Definition(String file, String type, String url, String version, String json) {

    String canonical() {
      return version.isEmpty() ? url : url + "|" + version;
    }
  }

  PackageContent {
    definitions = List.copyOf(definitions);
  }

  String name() {
    return manifest.path("name").asText();
  }

  String version() {
    return manifest.path("version").asText();
  }

  String description() {
    String text = manifest.path("description").asText(manifest.path("title").asText());
    return text.length() > 1000 ? text.substring(0, 1000) : text;
  }
}
