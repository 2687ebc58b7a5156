package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * One server per data directory: a lock that the operating system lets go of when the process ends,
 * however it ends. The holder's process id stands in a file of its own, because reading the locked
 * file and closing it again would drop the lock (POSIX).
 */
final class DirectoryLock implements AutoCloseable {

  private final FileChannel channel;
  private final Path holder;

  private DirectoryLock(FileChannel channel, Path holder) {
    this.channel = channel;
    this.holder = holder;
  }

  static DirectoryLock acquire(DataDirectory directory) {
    return tryAcquire(directory)
        .orElseThrow(
            () -> new PostgresProblem("directory.taken", directory.home(), holder(directory)));
  }

  /** The lock, or nothing when another server holds it. */
  static Optional<DirectoryLock> tryAcquire(DataDirectory directory) {
    try {
      if (heldByThisProcess(directory)) {
        return Optional.empty();
      }
      FileChannel channel =
          FileChannel.open(directory.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException e) {
        // The channel stays open: closing it would drop the lock that this process has.
        return Optional.empty();
      }
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      Files.writeString(directory.holder(), thisProcess());
      return Optional.of(new DirectoryLock(channel, directory.holder()));
    } catch (IOException e) {
      throw new PostgresProblem(e, "directory.unusable", directory.home(), e);
    }
  }

  @Override
  public void close() {
    try (channel) {
      Files.deleteIfExists(holder);
    } catch (IOException e) {
      throw new PostgresProblem(e, "directory.unusable", holder, e);
    }
  }

  /** Process id of the holder, as far as it is known. */
  static String holder(DataDirectory directory) {
    return readHolder(directory).map(text -> text.split(" ")[0]).orElse("?");
  }

  private static boolean heldByThisProcess(DataDirectory directory) {
    return readHolder(directory).filter(thisProcess()::equals).isPresent();
  }

  private static Optional<String> readHolder(DataDirectory directory) {
    try {
      return Optional.of(Files.readString(directory.holder()).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The start time tells this process from an earlier one that had its number. */
  private static String thisProcess() {
    ProcessHandle self = ProcessHandle.current();
    return self.pid() + " " + self.info().startInstant().orElse(Instant.EPOCH);
  }
}
