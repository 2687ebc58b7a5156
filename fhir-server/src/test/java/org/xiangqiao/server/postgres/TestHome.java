package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Data directories for tests, below {@code target}; the unpacked programs are shared. */
final class TestHome {

  static final Path PROGRAMS = Path.of("target", "postgres-programs");

  private TestHome() {}

  static Path create() {
    try {
      Path parent = Files.createDirectories(Path.of("target", "postgres-tests"));
      return Files.createTempDirectory(parent, "home-").toRealPath();
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
