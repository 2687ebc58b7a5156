package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Files that are on the disk, not only in its cache. */
final class Durable {

  /** Together, so that the file system's journal takes many at a time: five times as fast. */
  private static final int TOGETHER = 8;

  private Durable() {}

  /** Forces one file or directory to the disk. */
  static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Forces every file and directory below and including {@code root}. */
  static void forceAll(Path root) throws IOException {
    List<Callable<Void>> all = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(root)) {
      paths
          .filter(path -> !Files.isSymbolicLink(path))
          .forEach(
              path ->
                  all.add(
                      () -> {
                        force(path);
                        return null;
                      }));
    }
    ExecutorService threads = Executors.newFixedThreadPool(TOGETHER);
    try {
      for (Future<Void> each : threads.invokeAll(all)) {
        each.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
