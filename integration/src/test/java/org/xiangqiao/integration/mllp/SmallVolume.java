package org.xiangqiao.integration.mllp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file system of its own, small enough to be filled; needs Linux and root. */
final class SmallVolume implements AutoCloseable {

  private final Path directory;
  private final Path ballast;

  private SmallVolume(Path directory) {
    this.directory = directory;
    this.ballast = directory.resolve("ballast");
  }

  /**
   * @param size as mount takes it: {@code 256m}
   * @return null where none can be made
   */
  static SmallVolume mount(Path directory, String size) throws Exception {
    Files.createDirectories(directory);
    boolean mounted;
    try {
      mounted =
          run("mount", "-t", "tmpfs", "-o", "mode=0755,size=" + size, "none", directory.toString());
    } catch (IOException noSuchProgram) {
      mounted = false;
    }
    return mounted ? new SmallVolume(directory) : null;
  }

  Path directory() {
    return directory;
  }

  /** Takes all the room there is. */
  void fill() throws IOException {
    byte[] zeros = new byte[4096];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (directory.toFile().getUsableSpace() > 0) {
        out.write(zeros);
      }
    } catch (IOException full) {
      if (directory.toFile().getUsableSpace() > 0) {
        throw full;
      }
    }
  }

  void makeRoom() throws IOException {
    Files.delete(ballast);
  }

  @Override
  public void close() throws Exception {
    if (!run("umount", directory.toString())) {
      run("umount", "-l", directory.toString());
    }
  }

  private static boolean run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
