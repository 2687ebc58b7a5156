package org.xiangqiao.server.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** Files with secrets: readable by their owner only from the first moment, never half-written. */
public final class PrivateFile {

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private PrivateFile() {}

  /** Writes or replaces the file. */
  public static void write(Path file, byte[] content) {
    try {
      Files.move(
          draft(file, content),
          file,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Content of the file; made by {@code first} if there is none, once among all processes. */
  public static byte[] readOrCreate(Path file, Supplier<byte[]> first) {
    try {
      if (!Files.exists(file)) {
        Path draft = draft(file, first.get());
        try {
          Files.createLink(file, draft);
        } catch (FileAlreadyExistsException anotherWasFaster) {
          // Its content counts.
        } finally {
          Files.delete(draft);
        }
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read or create " + file, e);
    }
  }

  private static Path draft(Path file, byte[] content) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory, permissions("rwx------"));
    Path draft = Files.createTempFile(directory, ".draft", "", permissions("rw-------"));
    return Files.write(draft, content);
  }

  private static FileAttribute<?>[] permissions(String text) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
        }
        : new FileAttribute<?>[0];
  }
}
