package org.xiangqiao.server.bulkimport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Files of jobs. The operator's lie in a folder for each county. What was uploaded or fetched waits
 * in the folder {@code .jobs} until its job is done: it holds personal data and is only the
 * server's. Each has a name of its own, and only the one that the job's row names counts.
 */
final class ImportFiles {

  private static final String JOBS = ".jobs";
  private static final long BEAT = TimeUnit.SECONDS.toNanos(5);
  private static final long LOOK_AT_DISK = 16L << 20;

  private final Path directory;
  private final long longest;
  private final long minFree;

  /**
   * @param longest bytes of a file
   * @param minFree bytes of the disk that are not for these files
   */
  ImportFiles(Path directory, long longest, long minFree) {
    this.directory = directory.toAbsolutePath().normalize();
    this.longest = longest;
    this.minFree = minFree;
  }

  /** Told now and then while bytes arrive. */
  @FunctionalInterface
  interface Pulse {
    void beat();
  }

  /** A file of a job, whole and on the disk. */
  record Kept(UUID name, long length) {}

  /** The file is longer than allowed. */
  static final class TooLong extends IOException {
    TooLong() {
      super("longer than allowed");
    }
  }

  /** The disk is needed for other things. */
  static final class NoRoom extends IOException {
    NoRoom(IOException cause) {
      super("less disk would be free than xiangqiao.import.min-free", cause);
    }
  }

  /** A file of the operator's. Links must not lead out of the county's folder. */
  Path named(int tenant, String name) throws IOException {
    Path folder = directory.resolve(String.valueOf(tenant));
    Path file = folder.resolve(name).toRealPath();
    if (!file.startsWith(folder.toRealPath()) || !Files.isRegularFile(file)) {
      throw new IOException("not a file of the folder");
    }
    return file;
  }

  Path kept(UUID job, int number, UUID name) {
    return folder(job).resolve(number + "." + name + ".ndjson");
  }

  /** Refuses what the disk has no room for. */
  void requireRoom(long bytes) throws IOException {
    Files.createDirectories(directory);
    if (bytes > Files.getFileStore(directory).getUsableSpace() - minFree) {
      throw new NoRoom(null);
    }
  }

  /**
   * Keeps what arrives: whole and on the disk, or not at all.
   *
   * @param announced length, or less than 0 if the sender does not tell
   */
  Kept keep(UUID job, int number, InputStream body, long announced, Pulse pulse)
      throws IOException {
    if (announced > longest) {
      throw new TooLong();
    }
    requireRoom(Math.max(0, announced));
    UUID name = UUID.randomUUID();
    Path file = kept(job, number, name);
    Files.createDirectories(file.getParent());
    boolean whole = false;
    try {
      long length = copy(body, file, pulse);
      whole = true;
      return new Kept(name, length);
    } finally {
      if (!whole) {
        Files.deleteIfExists(file);
      }
    }
  }

  private long copy(InputStream body, Path file, Pulse pulse) throws IOException {
    long length = 0;
    long looked = 0;
    long beaten = System.nanoTime();
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel)) {
      byte[] buffer = new byte[1 << 16];
      for (int read; (read = body.read(buffer)) >= 0; ) {
        length += read;
        if (length > longest) {
          throw new TooLong();
        }
        if (length - looked > LOOK_AT_DISK) {
          requireRoom(0);
          looked = length;
        }
        write(out, buffer, read);
        if (System.nanoTime() - beaten > BEAT) {
          pulse.beat();
          beaten = System.nanoTime();
        }
      }
      channel.force(true);
    }
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
    return length;
  }

  private static void write(OutputStream out, byte[] buffer, int length) throws IOException {
    try {
      out.write(buffer, 0, length);
    } catch (IOException full) {
      throw new NoRoom(full);
    }
  }

  /** Removes a file that its job does not name. */
  void discard(UUID job, int number, Kept file) throws IOException {
    Files.deleteIfExists(kept(job, number, file.name()));
  }

  /** Removes what was kept for a job. */
  void forget(UUID job) throws IOException {
    Path folder = folder(job);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Jobs that something is kept for. */
  List<UUID> jobs() throws IOException {
    List<UUID> jobs = new ArrayList<>();
    try (Stream<Path> folders = Files.list(directory.resolve(JOBS))) {
      for (Path folder : folders.toList()) {
        try {
          jobs.add(UUID.fromString(folder.getFileName().toString()));
        } catch (IllegalArgumentException notOurs) {
          // Something of the operator's.
        }
      }
    } catch (NoSuchFileException none) {
      return List.of();
    }
    return jobs;
  }

  private Path folder(UUID job) {
    return directory.resolve(JOBS).resolve(job.toString());
  }
}
