package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** Data directories for tests, below {@code target}; the unpacked programs are shared. */
final class TestHome {

  static final Path PROGRAMS = Path.of("target", "postgres-programs");

  private static Path template;

  private TestHome() {}

  static Path create() {
    try {
      Path parent = Files.createDirectories(Path.of("target", "postgres-tests"));
      return Files.createTempDirectory(parent, "home-").toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One whose cluster was made before, as after a first run: spares each test the making. */
  static Path initialised() {
    Path home = create();
    try (Stream<Path> files = Files.walk(template())) {
      for (Path file : files.toList()) {
        Path copy = home.resolve(template.relativize(file));
        if (!copy.equals(home)) {
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static synchronized Path template() {
    if (template == null) {
      Path made = create();
      PostgresServer.start(properties(made)).close();
      template = made;
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(made)));
    }
    return template;
  }

  private static void remove(Path home) {
    try {
      FileSystemUtils.deleteRecursively(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PostgresProperties properties(Path home) {
    return properties(home, 0, Map.of());
  }

  static PostgresProperties properties(Path home, int port, Map<String, String> parameters) {
    return new PostgresProperties(
        home, port, Duration.ofSeconds(60), Duration.ofSeconds(30), PROGRAMS, parameters);
  }
}
