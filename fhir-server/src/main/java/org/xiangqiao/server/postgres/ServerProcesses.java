package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * PostgreSQL processes that live in a cluster, told by the operating system: each of them has the
 * cluster as its working directory. A number in {@code postmaster.pid} alone proves nothing; it may
 * belong to another program by now, or to a process that has ended and that nobody has waited for.
 */
final class ServerProcesses {

  private ServerProcesses() {}

  static boolean livesIn(Path cluster, long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).equals(cluster)
          && Files.readSymbolicLink(process.resolve("exe"))
              .getFileName()
              .toString()
              .startsWith("postgres");
    } catch (IOException e) {
      // Ended, or another user's: PostgreSQL runs only for the owner of the directory.
      return false;
    }
  }

  static List<Long> in(Path cluster) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> livesIn(cluster, pid))
        .toList();
  }
}
