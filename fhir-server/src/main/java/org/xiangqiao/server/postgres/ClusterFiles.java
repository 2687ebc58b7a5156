package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which files of a cluster belong into a base backup: PostgreSQL 17 documentation, section 25.3.4.3
 * "Backing Up the Data Directory". What is left out is rebuilt at start or must not be there.
 *
 * @param directories all of them, because PostgreSQL expects empty ones too
 * @param files to copy, without the write-ahead log and without {@code pg_control}, which comes
 *     last
 * @param bytes in these files
 */
record ClusterFiles(List<Path> directories, List<Path> files, long bytes) {

  static final Path CONTROL = Path.of("global", "pg_control");
  static final Path WAL = Path.of("pg_wal");

  private static final Set<String> EMPTIED =
      Set.of(
          "pg_wal",
          "pg_replslot",
          "pg_dynshmem",
          "pg_notify",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");

  private static final Set<String> LEFT_OUT =
      Set.of(
          "postmaster.pid",
          "postmaster.opts",
          "backup_label",
          "tablespace_map",
          "backup_manifest",
          "postgresql.auto.conf.tmp",
          "current_logfiles.tmp",
          "pg_internal.init");

  /** Paths are relative to the cluster. */
  static ClusterFiles of(Path cluster) throws IOException {
    List<Path> directories = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    long[] bytes = {0};
    Files.walkFileTree(
        cluster,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            Path name = cluster.relativize(directory);
            if (name.getFileName().toString().startsWith("pgsql_tmp")) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            if (!name.toString().isEmpty()) {
              directories.add(name);
            }
            if (EMPTIED.contains(name.toString())) {
              if (name.equals(WAL)) {
                directories.add(name.resolve("archive_status"));
                directories.add(name.resolve("summaries"));
              }
              return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            Path name = cluster.relativize(file);
            if (attributes.isRegularFile() && !name.equals(CONTROL) && belongs(name)) {
              files.add(name);
              bytes[0] += attributes.size();
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof java.nio.file.NoSuchFileException) {
              return FileVisitResult.CONTINUE; // dropped meanwhile: the log says so
            }
            throw failure;
          }
        });
    return new ClusterFiles(directories, files, bytes[0]);
  }

  private static boolean belongs(Path name) {
    String file = name.getFileName().toString();
    return !LEFT_OUT.contains(file)
        && !file.startsWith("pg_internal.init.")
        && !file.startsWith("pgsql_tmp");
  }
}
