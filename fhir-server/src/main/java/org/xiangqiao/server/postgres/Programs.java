package org.xiangqiao.server.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The delivered PostgreSQL programs ({@code initdb}, {@code pg_ctl}, {@code postgres}), unpacked.
 */
final class Programs {

  private static final Logger LOG = LoggerFactory.getLogger(Programs.class);

  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

  private static final String DRAFT = "unpacking-";

  private static final Map<String, String> ARCHIVES =
      Map.of(
          "amd64", "postgres-linux-x86_64.txz",
          "x86_64", "postgres-linux-x86_64.txz",
          "aarch64", "postgres-linux-arm_64.txz");

  private final Path directory;

  private Programs(Path directory) {
    this.directory = directory;
  }

  /** Unpacks them below {@code parent} unless this very archive has been unpacked there before. */
  static Programs unpack(Path parent) {
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    String archive = ARCHIVES.getOrDefault(System.getProperty("os.arch"), "none");
    URL resource = Programs.class.getClassLoader().getResource(archive);
    if (resource == null || !platform.startsWith("Linux")) {
      throw new PostgresProblem("programs.platform", platform);
    }
    try {
      Path target = parent.resolve(checksum(resource)).toAbsolutePath();
      if (!Files.exists(target)) {
        LOG.info("Unpacking PostgreSQL into {}", target);
        unpack(resource, target);
      }
      return new Programs(target.toRealPath());
    } catch (IOException e) {
      throw new PostgresProblem(e, "programs.unpack", parent.toAbsolutePath(), e);
    }
  }

  Path path(String name) {
    return directory.resolve("bin").resolve(name);
  }

  /** Major version of these programs, which also proves that they run on this machine. */
  String majorVersion(ProgramRunner runner) {
    Path postgres = path("postgres");
    try {
      ProgramRunner.Result result =
          runner.run(Duration.ofSeconds(30), List.of(postgres.toString(), "--version"));
      Matcher version = VERSION.matcher(result.output());
      if (result.succeeded() && version.find()) {
        return version.group(1);
      }
      throw new PostgresProblem("programs.failed", postgres, result.output());
    } catch (IOException e) {
      throw new PostgresProblem(e, "programs.failed", postgres, e);
    }
  }

  /** Into a draft and then renamed: a directory with the final name is whole. */
  private static void unpack(URL resource, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    removeInterrupted(target.getParent());
    Path draft = Files.createTempDirectory(target.getParent(), DRAFT);
    try {
      try (InputStream raw = new BufferedInputStream(resource.openStream());
          TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(raw))) {
        for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
          if (needed(entry.getName())) {
            unpack(tar, entry, draft);
          }
        }
      }
      Durable.forceAll(draft);
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
      Durable.force(target.getParent());
    } catch (IOException e) {
      if (!Files.exists(target) || e instanceof AtomicMoveNotSupportedException) {
        throw e;
      }
      // Another server unpacked the same archive meanwhile.
    } finally {
      FileSystemUtils.deleteRecursively(draft);
    }
  }

  /** What a server that was killed while unpacking left; another may be unpacking right now. */
  private static void removeInterrupted(Path parent) throws IOException {
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(parent, DRAFT + "*")) {
      for (Path draft : drafts) {
        if (Files.getLastModifiedTime(draft).compareTo(old) < 0) {
          FileSystemUtils.deleteRecursively(draft);
        }
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path root)
      throws IOException {
    Path path = root.resolve(entry.getName()).normalize();
    if (!path.startsWith(root)) {
      throw new IOException(entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, path);
      boolean executable = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  /** Not what only serves to compile extensions: half of the bytes. */
  private static boolean needed(String name) {
    return !name.endsWith(".a") && !name.contains("/pgxs/") && !name.contains("/pkgconfig/");
  }

  private static String checksum(URL resource) throws IOException {
    URLConnection connection = resource.openConnection();
    if (connection instanceof JarURLConnection jar) {
      return "%08x".formatted(jar.getJarEntry().getCrc());
    }
    try (CheckedInputStream content =
        new CheckedInputStream(connection.getInputStream(), new CRC32())) {
      content.transferTo(java.io.OutputStream.nullOutputStream());
      return "%08x".formatted(content.getChecksum().getValue());
    }
  }
}
