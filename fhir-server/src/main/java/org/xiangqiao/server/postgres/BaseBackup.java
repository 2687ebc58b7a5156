package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.xiangqiao.server.postgres.BackupManifest.BackupFile;

/**
 * A low-level base backup over one session: PostgreSQL 17 documentation, section 25.3.4. The files
 * are copied while they change; the write-ahead log from the start to the stop of the copy, which
 * goes with it, makes them consistent at restore. A temporary replication slot keeps that log.
 */
final class BaseBackup {

  private final Connection session;
  private final DataDirectory directory;
  private final Path target;
  private final List<BackupFile> written = new ArrayList<>();

  /**
   * @param session of the superuser, used by nobody else
   * @param target an empty directory
   */
  BaseBackup(Connection session, DataDirectory directory, Path target) {
    this.session = session;
    this.directory = directory;
    this.target = target;
  }

  BackupManifest take(String productVersion) throws IOException, SQLException {
    requireNoTablespaces();
    long identifier = directory.systemIdentifier();
    keepLog();
    String start = text("select pg_backup_start('xiangqiao ' || now()::text, fast => true)::text");
    ClusterFiles files = ClusterFiles.of(directory.cluster());
    requireSpace(files.bytes());
    copyCluster(files);
    copyControlFile();
    String stop = stop();
    copyLog(start, stop);
    copyPasswords();
    return new BackupManifest(
        BackupManifest.FORMAT,
        Instant.now(),
        productVersion,
        text("select current_setting('server_version')"),
        directory.majorVersion(),
        identifier,
        start,
        stop,
        files.directories().stream().map(Path::toString).toList(),
        List.copyOf(written));
  }

  private void requireNoTablespaces() throws IOException {
    try (Stream<Path> tablespaces = Files.list(directory.cluster().resolve("pg_tblspc"))) {
      if (tablespaces.findAny().isPresent()) {
        throw new PostgresProblem("backup.tablespace", directory.cluster());
      }
    }
  }

  private void keepLog() throws SQLException {
    text(
        "select pg_create_physical_replication_slot('xiangqiao_backup_' || pg_backend_pid(),"
            + " immediately_reserve => true, temporary => true)::text");
  }

  private void requireSpace(long bytes) throws IOException {
    long usable = Files.getFileStore(target).getUsableSpace();
    if (usable < bytes) {
      throw new PostgresProblem("backup.space", bytes >> 20, target, usable >> 20);
    }
  }

  private void copyCluster(ClusterFiles files) throws IOException {
    Path cluster = target.resolve(BackupManifest.CLUSTER);
    createPrivate(cluster);
    for (Path name : files.directories()) {
      createPrivate(cluster.resolve(name));
    }
    for (Path name : files.files()) {
      try {
        copy(name);
      } catch (NoSuchFileException e) {
        // Dropped since it was listed: recovery drops it too. Only the source can be missing.
        if (Files.exists(directory.cluster().resolve(name))) {
          throw e;
        }
      }
    }
  }

  /** PostgreSQL writes this file in place; two equal readings are a whole one. */
  private void copyControlFile() throws IOException {
    Path source = directory.cluster().resolve(ClusterFiles.CONTROL);
    byte[] reading = Files.readAllBytes(source);
    for (byte[] again; !Arrays.equals(reading, again = Files.readAllBytes(source)); ) {
      reading = again;
    }
    write(ClusterFiles.CONTROL, reading);
  }

  private String stop() throws SQLException, IOException {
    try (Statement statement = session.createStatement();
        ResultSet result =
            statement.executeQuery(
                "select lsn::text, labelfile, spcmapfile"
                    + " from pg_backup_stop(wait_for_archive => false)")) {
      result.next();
      if (!result.getString(3).isBlank()) {
        throw new PostgresProblem("backup.tablespace", directory.cluster());
      }
      write(Path.of("backup_label"), result.getString(2).getBytes(StandardCharsets.UTF_8));
      return result.getString(1);
    }
  }

  /** Stopping the backup switched to a new segment, so that the last one needed is whole. */
  private void copyLog(String start, String stop) throws SQLException, IOException {
    String timeline = text("select left(pg_walfile_name(?::text::pg_lsn), 8)", start);
    long segmentSize =
        Long.parseLong(text("select setting from pg_settings where name = 'wal_segment_size'"));
    for (String segment : WalSegments.between(timeline, start, stop, segmentSize)) {
      copy(ClusterFiles.WAL.resolve(segment));
    }
    try (Stream<Path> log = Files.list(directory.cluster().resolve(ClusterFiles.WAL))) {
      for (Path history : log.filter(f -> f.toString().endsWith(".history")).toList()) {
        copy(ClusterFiles.WAL.resolve(history.getFileName()));
      }
    }
  }

  private void copyPasswords() throws IOException {
    String passwords = Files.readString(directory.passwords());
    byte[] bytes = passwords.getBytes(StandardCharsets.UTF_8);
    Credentials.writePrivately(target.resolve(BackupManifest.PASSWORDS), passwords);
    written.add(new BackupFile(BackupManifest.PASSWORDS, bytes.length, Checksums.of(bytes)));
  }

  private void copy(Path name) throws IOException {
    Path file = target.resolve(BackupManifest.CLUSTER).resolve(name);
    written.add(
        Checksums.copy(
            directory.cluster().resolve(name), file, BackupManifest.CLUSTER + "/" + name));
  }

  private void write(Path name, byte[] content) throws IOException {
    Files.write(target.resolve(BackupManifest.CLUSTER).resolve(name), content);
    written.add(
        new BackupFile(BackupManifest.CLUSTER + "/" + name, content.length, Checksums.of(content)));
  }

  private String text(String query, String... arguments) throws SQLException {
    try (PreparedStatement statement = session.prepareStatement(query)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setString(i + 1, arguments[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getString(1);
      }
    }
  }

  private static void createPrivate(Path path) throws IOException {
    Files.createDirectories(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }
}
