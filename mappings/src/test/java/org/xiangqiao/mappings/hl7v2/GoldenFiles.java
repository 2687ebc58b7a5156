package org.xiangqiao.mappings.hl7v2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Inputs and what they must become, side by side under {@code src/test/resources}. {@code
 * -Dgolden.write=true} writes the expectations anew, to be read before they are committed.
 */
public final class GoldenFiles {

  private GoldenFiles() {}

  /** Names, without ending, of the inputs in a folder. */
  public static Stream<String> names(String folder, String ending) {
    try (Stream<Path> files = Files.list(path(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(path(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The expected text; written from {@code actual} first when that was asked for. */
  public static String expected(String file, String actual) {
    if (Boolean.getBoolean("golden.write")) {
      try {
        Files.writeString(path(file), actual);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  private static Path path(String file) {
    return Path.of("src/test/resources").resolve(file);
  }
}
