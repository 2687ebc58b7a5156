package org.xiangqiao.server.postgres;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;

/**
 * What a backup consists of, written last: a directory without it is no backup. Its own SHA-256
 * stands beside it as {@code sha256sum} writes it.
 *
 * @param format version of this layout
 * @param systemIdentifier of the cluster, so that a backup is told from that of another
 * @param startLsn where recovery begins in the write-ahead log
 * @param stopLsn where the copy becomes consistent
 * @param directories relative to the backup's {@code cluster} directory, empty ones included
 * @param files relative to the backup's directory
 */
record BackupManifest(
    int format,
    Instant createdAt,
    String productVersion,
    String postgresVersion,
    String postgresMajorVersion,
    long systemIdentifier,
    String startLsn,
    String stopLsn,
    List<String> directories,
    List<BackupFile> files) {

  static final int FORMAT = 1;
  static final String NAME = "manifest.json";
  static final String CLUSTER = "cluster";
  static final String PASSWORDS = "postgres.pgpass";

  private static final String CHECKSUM = NAME + ".sha256";
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT);

  /** One file of a backup. */
  record BackupFile(String path, long size, String sha256) {}

  long size() {
    return files.stream().mapToLong(BackupFile::size).sum();
  }

  void write(Path backup) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(this);
    Path draft = backup.resolve(NAME + ".new");
    Files.write(draft, bytes);
    Files.writeString(
        backup.resolve(CHECKSUM), Checksums.of(bytes) + "  " + NAME + "\n", StandardCharsets.UTF_8);
    Durable.forceAll(backup);
    Files.move(draft, backup.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    Durable.force(backup);
  }

  static BackupManifest read(Path backup) {
    Path file = backup.resolve(NAME);
    if (!Files.exists(file)) {
      throw new PostgresProblem("restore.manifest", backup, NAME);
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      String expected = Files.readString(backup.resolve(CHECKSUM)).split(" ")[0].strip();
      if (!expected.equals(Checksums.of(bytes))) {
        throw new PostgresProblem("restore.corrupted", NAME);
      }
      BackupManifest manifest = JSON.readValue(bytes, BackupManifest.class);
      if (manifest.format() != FORMAT) {
        throw new PostgresProblem("restore.manifest", backup, "format " + manifest.format());
      }
      return manifest;
    } catch (IOException e) {
      throw new PostgresProblem(e, "restore.manifest", backup, e);
    }
  }
}
