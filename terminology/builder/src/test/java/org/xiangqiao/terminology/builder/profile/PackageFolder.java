package org.xiangqiao.terminology.builder.profile;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the package's sources and the pages lie. */
final class PackageFolder {

  /** Also for the suites, which run in a folder of their own. */
  static final Path SOURCES = found(Path.of("..", "package", "src", "main", "fhir"));

  static final Path EXAMPLES = SOURCES.resolve("examples");
  static final Path PAGES = Path.of("..", "..", "docs", "fhir", "profiles");

  private PackageFolder() {}

  private static Path found(Path beside) {
    return Files.isDirectory(beside)
        ? beside
        : Path.of("..", "..", "terminology", "package", "src", "main", "fhir");
  }
}
