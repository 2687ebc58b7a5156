package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What PostgreSQL writes into {@code postmaster.pid}.
 *
 * @param pid of the postmaster that wrote it, which may be long gone
 * @param port it listens on; 0 when it had not got that far
 */
record PostmasterFile(long pid, int port) {

  static Optional<PostmasterFile> read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      long pid = lines.isEmpty() ? 0 : Long.parseLong(lines.get(0).strip());
      int port = lines.size() < 4 ? 0 : Integer.parseInt(lines.get(3).strip());
      return pid > 0 ? Optional.of(new PostmasterFile(pid, port)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (NumberFormatException | IOException e) {
      throw new PostgresProblem(e, "directory.unusable", file, e);
    }
  }
}
