package org.xiangqiao.terminology.builder.profile;

import java.nio.file.Path;

/** Where the package's sources and the pages lie. */
final class PackageFolder {

  static final Path SOURCES = Path.of("..", "package", "src", "main", "fhir");
  static final Path EXAMPLES = SOURCES.resolve("examples");
  static final Path PAGES = Path.of("..", "..", "docs", "fhir", "profiles");

  private PackageFolder() {}
}
