package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The new or empty directory that a backup goes to, readable for its owner only.
 *
 * @param existed before, so that a failed backup leaves it as it was
 */
record BackupTarget(Path path, boolean existed) {

  static BackupTarget prepare(DataDirectory directory, Path wanted) {
    Path path = wanted.toAbsolutePath().normalize();
    try {
      boolean existed = Files.exists(path);
      Path nearest = path;
      while (!Files.exists(nearest)) {
        nearest = nearest.getParent();
      }
      if (existed && !empty(path) || nearest.toRealPath().startsWith(directory.cluster())) {
        throw new PostgresProblem("backup.target", path);
      }
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return new BackupTarget(path.toRealPath(), existed);
    } catch (IOException e) {
      throw new PostgresProblem(e, "backup.failed", e);
    }
  }

  /** Removes what a failed backup wrote. Without its manifest it is no backup in any case. */
  void discard() {
    try (Stream<Path> content = Files.list(path)) {
      for (Path each : content.toList()) {
        FileSystemUtils.deleteRecursively(each);
      }
      if (!existed) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new PostgresProblem(e, "directory.unusable", path, e);
    }
  }

  static boolean empty(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> content = Files.list(directory)) {
      return content.findAny().isEmpty();
    }
  }
}
