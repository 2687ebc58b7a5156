package org.xiangqiao.server.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where files lie: a directory for each job. The whole has an id in a file of its own, so that
 * nodes know whether they share it.
 */
final class ExportDirectory {

  private static final String ID = "directory.id";

  private final Path root;
  private volatile UUID id;

  ExportDirectory(Path root) {
    this.root = root;
  }

  /** Made when it is first needed. */
  synchronized UUID id() {
    if (id == null) {
      try {
        Files.createDirectories(root);
        Path file = root.resolve(ID);
        if (!Files.exists(file)) {
          Path draft = Files.createTempFile(root, "directory", ".draft");
          Files.writeString(draft, UUID.randomUUID().toString());
          force(draft);
          try {
            // Unlike a move, a link never replaces what another node has just made.
            Files.createLink(file, draft);
          } catch (FileAlreadyExistsException shared) {
            // The other one's counts.
          } finally {
            Files.delete(draft);
          }
          force(root);
        }
        id = UUID.fromString(Files.readString(file).strip());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return id;
  }

  Path of(UUID job) {
    return root.resolve(job.toString());
  }

  /**
   * Makes the directory of a job hold what was committed and nothing else: what a former worker has
   * written beyond is cut off.
   */
  void prepare(UUID job, List<ExportFile> committed) throws IOException {
    Path directory = of(job);
    Files.createDirectories(directory);
    force(root);
    Map<String, ExportFile> known =
        committed.stream().collect(Collectors.toMap(ExportFile::name, Function.identity()));
    try (Stream<Path> present = Files.list(directory)) {
      for (Path path : present.toList()) {
        ExportFile file = known.get(path.getFileName().toString());
        if (file == null) {
          Files.deleteIfExists(path);
        } else {
          truncate(path, file.bytes());
        }
      }
    }
    for (ExportFile file : committed) {
      if (Files.size(directory.resolve(file.name())) != file.bytes()) {
        throw new NoSuchFileException(file.name(), null, "shorter than what was committed");
      }
    }
  }

  private static void truncate(Path path, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }

  /** Also forces its name to the disk. */
  FileChannel create(UUID job, String name) throws IOException {
    Path file = of(job).resolve(name);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    force(of(job));
    return channel;
  }

  /** Bytes that may still be used where the files are. */
  long free() throws IOException {
    return Files.getFileStore(root).getUsableSpace();
  }

  /** Does nothing if there is none. */
  void remove(UUID job) {
    Path directory = of(job);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(directory);
    } catch (NoSuchFileException none) {
      // Never begun, or removed by another node.
    } catch (DirectoryNotEmptyException beingWritten) {
      // Its worker has just begun a file; the next sweep finds it.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Jobs that have files here. */
  List<UUID> jobs() {
    List<UUID> jobs = new ArrayList<>();
    try (Stream<Path> files = Files.list(root)) {
      for (Path path : files.toList()) {
        try {
          jobs.add(UUID.fromString(path.getFileName().toString()));
        } catch (IllegalArgumentException notOurs) {
          // The id of the directory, or something of the operator's.
        }
      }
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jobs;
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
