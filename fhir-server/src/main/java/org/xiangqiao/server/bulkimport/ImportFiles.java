package org.xiangqiao.server.bulkimport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Files of jobs. What was uploaded or fetched waits in the folder {@code .jobs} until its job is
 * done: it holds personal data and is only the server's.
 */
final class ImportFiles {

  private static final String JOBS = ".jobs";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path directory;
  private final long longest;

  ImportFiles(Path directory, long longest) {
    this.directory = directory.toAbsolutePath().normalize();
    this.longest = longest;
  }

  /** Told now and then while bytes arrive. */
  @FunctionalInterface
  interface Pulse {
    void beat();
  }

  /** The upload is longer than allowed. */
  static final class TooLong extends IOException {
    TooLong() {
      super("longer than allowed");
    }
  }

  /** The file of an input, fetched first if it must be. */
  Path open(ImportJob job, ImportInput input, Pulse pulse) throws IOException {
    if (input.source().startsWith(ImportInput.FILE)) {
      return named(input.source().substring(ImportInput.FILE.length()));
    }
    Path kept = kept(job.id(), input.number());
    if (!input.isUpload() && !Files.exists(kept)) {
      fetch(input.source(), kept, pulse);
    }
    return kept;
  }

  /** Links must not lead out of the folder. */
  private Path named(String name) throws IOException {
    Path file = directory.resolve(name).toRealPath();
    if (!file.startsWith(directory.toRealPath()) || !Files.isRegularFile(file)) {
      throw new IOException("not a file of the folder");
    }
    return file;
  }

  /**
   * Keeps an upload.
   *
   * @return its length
   */
  long receive(UUID job, int number, InputStream body) throws IOException {
    return keep(body, kept(job, number), () -> {});
  }

  private void fetch(String source, Path kept, Pulse pulse) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(source))
            .timeout(PATIENCE)
            .header("Accept", ImportManifest.NDJSON)
            .build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw new IOException("status " + response.statusCode());
        }
        keep(body, kept, pulse);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("stopping");
    }
  }

  /** Whole and on disk, or not there. */
  private long keep(InputStream body, Path kept, Pulse pulse) throws IOException {
    Files.createDirectories(kept.getParent());
    Path arriving = kept.resolveSibling(kept.getFileName() + "." + UUID.randomUUID());
    try {
      long length = 0;
      long beaten = System.nanoTime();
      try (OutputStream out = Files.newOutputStream(arriving)) {
        byte[] buffer = new byte[1 << 16];
        for (int read; (read = body.read(buffer)) >= 0; ) {
          length += read;
          if (length > longest) {
            throw new TooLong();
          }
          out.write(buffer, 0, read);
          if (System.nanoTime() - beaten > Duration.ofSeconds(5).toNanos()) {
            pulse.beat();
            beaten = System.nanoTime();
          }
        }
      }
      try (FileChannel channel = FileChannel.open(arriving, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(arriving, kept, StandardCopyOption.REPLACE_EXISTING);
      return length;
    } finally {
      Files.deleteIfExists(arriving);
    }
  }

  private Path kept(UUID job, int number) {
    return folder(job).resolve(number + ".ndjson");
  }

  private Path folder(UUID job) {
    return directory.resolve(JOBS).resolve(job.toString());
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
}
