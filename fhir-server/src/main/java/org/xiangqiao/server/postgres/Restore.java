package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.xiangqiao.server.postgres.BackupManifest.BackupFile;

/**
 * Brings a backup back: every byte is checked against the manifest while it is copied under another
 * name, PostgreSQL recovers it once to consistency, and only then it takes its place.
 */
final class Restore {

  private final PostgresProperties properties;

  Restore(PostgresProperties properties) {
    this.properties = properties;
  }

  Backups.Summary bringBack(Path source) {
    BackupManifest manifest = BackupManifest.read(source);
    DataDirectory directory = DataDirectory.open(properties.directory());
    try (DirectoryLock lock = DirectoryLock.acquire(directory)) {
      if (Files.exists(directory.cluster()) && !BackupTarget.empty(directory.cluster())) {
        throw new PostgresProblem("restore.notEmpty", directory.cluster());
      }
      requireVersion(directory, manifest);
      requireSpace(directory, manifest);
      DataDirectory draft = Draft.begin(directory);
      try {
        copy(source, manifest, draft);
        recover(draft, manifest);
        Draft.finish(draft, directory);
      } finally {
        Draft.discard(draft);
      }
      return new Backups.Summary(directory.home(), manifest.files().size(), manifest.size());
    } catch (NoSuchFileException e) {
      throw new PostgresProblem(e, "restore.corrupted", e.getFile());
    } catch (IOException e) {
      throw new PostgresProblem(e, "restore.failed", e);
    }
  }

  private void requireVersion(DataDirectory directory, BackupManifest manifest) {
    String ours = Installation.prepare(directory, properties).majorVersion();
    if (!ours.equals(manifest.postgresMajorVersion())) {
      throw new PostgresProblem(
          "restore.version", manifest.postgresMajorVersion(), ours, manifest.productVersion());
    }
  }

  private static void requireSpace(DataDirectory directory, BackupManifest manifest)
      throws IOException {
    long usable = Files.getFileStore(directory.home()).getUsableSpace();
    if (usable < manifest.size()) {
      throw new PostgresProblem(
          "restore.space", manifest.size() >> 20, directory.home(), usable >> 20);
    }
  }

  private static void copy(Path source, BackupManifest manifest, DataDirectory draft)
      throws IOException {
    for (String name : manifest.directories()) {
      Files.createDirectories(
          inside(draft.cluster(), name),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    String passwords = "";
    for (BackupFile file : manifest.files()) {
      if (file.path().equals(BackupManifest.PASSWORDS)) {
        passwords = passwords(source, file);
      } else {
        copy(source, file, draft.cluster());
      }
    }
    Durable.forceAll(draft.cluster());
    Credentials.writePrivately(draft.passwords(), passwords);
  }

  private static void copy(Path source, BackupFile file, Path cluster) throws IOException {
    Path name = Path.of(BackupManifest.CLUSTER).relativize(Path.of(file.path()));
    BackupFile copied =
        Checksums.copy(inside(source, file.path()), inside(cluster, name.toString()), file.path());
    if (!copied.equals(file)) {
      throw new PostgresProblem("restore.corrupted", file.path());
    }
  }

  private static String passwords(Path source, BackupFile file) throws IOException {
    byte[] bytes = Files.readAllBytes(source.resolve(file.path()));
    if (!Checksums.of(bytes).equals(file.sha256())) {
      throw new PostgresProblem("restore.corrupted", file.path());
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Starts once: PostgreSQL refuses a copy whose log does not reach the end of the backup. */
  private void recover(DataDirectory draft, BackupManifest manifest) {
    try (PostgresServer server = PostgresServer.startLocked(draft, properties);
        StopAtExit stop = new StopAtExit(server)) {
      if (draft.systemIdentifier() != manifest.systemIdentifier()) {
        throw new PostgresProblem("restore.corrupted", ClusterFiles.CONTROL);
      }
    }
  }

  /** A manifest names nothing outside the backup, and nothing outside the place it goes to. */
  private static Path inside(Path root, String name) {
    Path path = root.resolve(name).normalize();
    if (!path.startsWith(root.normalize())) {
      throw new PostgresProblem("restore.corrupted", BackupManifest.NAME);
    }
    return path;
  }
}
