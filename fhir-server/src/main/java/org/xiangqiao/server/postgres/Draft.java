package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A cluster in the making under a name of its own, renamed when it is whole: a directory with the
 * final name always is. The caller holds the lock of the home.
 */
final class Draft {

  private static final Logger LOG = LoggerFactory.getLogger(Draft.class);
  private static final String PREFIX = "postgres.draft-";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Draft() {}

  /** A new, empty one; what an interrupted attempt left is removed. */
  static DataDirectory begin(DataDirectory directory) throws IOException {
    try (DirectoryStream<Path> leftovers =
        Files.newDirectoryStream(directory.home(), PREFIX + "*")) {
      for (Path leftover : leftovers) {
        if (!Waiting.until(PATIENCE, () -> ServerProcesses.in(leftover).isEmpty())) {
          throw new PostgresProblem("directory.processes", leftover, ServerProcesses.in(leftover));
        }
        discard(leftover);
      }
    }
    Path draft = Files.createTempDirectory(directory.home(), PREFIX);
    return directory.withCluster(draft.getFileName().toString());
  }

  static void finish(DataDirectory draft, DataDirectory directory) throws IOException {
    Files.deleteIfExists(directory.cluster());
    Files.move(draft.cluster(), directory.cluster(), StandardCopyOption.ATOMIC_MOVE);
    Durable.force(directory.home());
  }

  static void discard(DataDirectory draft) {
    discard(draft.cluster());
  }

  private static void discard(Path draft) {
    try {
      FileSystemUtils.deleteRecursively(draft);
    } catch (IOException e) {
      LOG.warn("{} could not be removed; the next attempt tries again", draft);
    }
  }
}
