package org.xiangqiao.bench.validation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Valid examples of the package's profiles, as JSON. */
final class Examples {

  /** An immunization (预防接种), a blood pressure of a follow-up (血压随访) and a claim (结算). */
  static final List<String> RACED = List.of("immunization", "follow-up-blood-pressure", "claim");

  private static final Path FOLDER =
      Path.of("..", "..", "terminology", "package", "src", "main", "fhir", "examples", "valid");

  private Examples() {}

  /** One of each raced profile, by its name. */
  static Map<String, String> raced() {
    Map<String, String> raced = new LinkedHashMap<>();
    Map<String, String> all = all();
    for (String profile : RACED) {
      raced.put(
          profile,
          all.entrySet().stream()
              .filter(each -> each.getKey().startsWith(profile + "/"))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElseThrow());
    }
    return raced;
  }

  /** By profile and file name. */
  static Map<String, String> all() {
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    ObjectMapper json = new ObjectMapper();
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
        all.put(
            file.getParent().getFileName() + "/" + file.getFileName(),
            json.writeValueAsString(yaml.readTree(file.toFile())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }
}
