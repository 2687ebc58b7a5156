package org.xiangqiao.terminology.builder.profile;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.xiangqiao.terminology.builder.source.YamlResources;

/**
 * An example (示例) of a profile: {@code examples/valid/<profile>/<name>.yaml}, or {@code
 * examples/invalid/…} with a line {@code # expect: <part of the message or rule key>[, <element>]}
 * at its top for each thing that must be found in it.
 */
public record Example(String profile, String name, boolean valid, String text) {

  private static final String EXPECT = "# expect:";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a finding must say and, if told, at which element. */
  public record Expected(String message, String element) {}

  public static List<Example> all(boolean valid) {
    Path folder = PackageFolder.EXAMPLES.resolve(valid ? "valid" : "invalid");
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(file -> read(file, valid))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Example read(Path file, boolean valid) {
    String name = file.getFileName().toString().replace(".yaml", "");
    try {
      return new Example(
          file.getParent().getFileName().toString(), name, valid, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String json() {
    return YamlResources.json(text);
  }

  /** Canonicals of {@code meta.profile}. */
  List<String> declared() {
    try {
      List<String> declared = new ArrayList<>();
      JSON.readTree(json()).path("meta").path("profile").forEach(p -> declared.add(p.asText()));
      return declared;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Expected> expected() {
    return text.lines()
        .takeWhile(line -> line.startsWith("#"))
        .filter(line -> line.startsWith(EXPECT))
        .map(line -> line.substring(EXPECT.length()).strip())
        .map(Example::expected)
        .toList();
  }

  /** The element is what follows the last comma, if it looks like a path. */
  private static Expected expected(String said) {
    int comma = said.lastIndexOf(", ");
    String after = comma < 0 ? "" : said.substring(comma + 2);
    return after.matches("[A-Z][A-Za-z]+(\\.[A-Za-z0-9\\[\\]().:'-]+)*")
        ? new Expected(said.substring(0, comma), after)
        : new Expected(said, "");
  }

  @Override
  public String toString() {
    return profile + "/" + name;
  }
}
