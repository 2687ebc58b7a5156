package org.xiangqiao.terminology.builder;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;

/**
 * What {@code package.yaml} says of the package itself: the fields of an NPM manifest that are not
 * the same for every FHIR package.
 *
 * @param canonical base of all canonical URLs of the package, without a slash at the end
 * @param date of this version: the {@code date} of its resources and the time stamp of its files
 */
public record PackageInfo(
    String name,
    String version,
    String canonical,
    String title,
    String description,
    String publisher,
    LocalDate date) {

  public static PackageInfo read(Path file) {
    try (var in = Files.newBufferedReader(file)) {
      Map<?, ?> yaml = new YAMLMapper().readValue(in, Map.class);
      return new PackageInfo(
          text(file, yaml, "name"),
          text(file, yaml, "version"),
          text(file, yaml, "canonical"),
          text(file, yaml, "title"),
          text(file, yaml, "description"),
          text(file, yaml, "publisher"),
          LocalDate.parse(text(file, yaml, "date")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file, Map<?, ?> yaml, String key) {
    if (yaml.get(key) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new IllegalArgumentException(file.getFileName() + ": " + key + " is missing");
  }
}
