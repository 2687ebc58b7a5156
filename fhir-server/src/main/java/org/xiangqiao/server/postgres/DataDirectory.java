package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The places below the configured directory, and what can be read of a cluster without starting it.
 *
 * @param home the configured directory, resolved
 * @param cluster PostgreSQL's own data directory
 */
record DataDirectory(Path home, Path cluster) {

  static DataDirectory open(Path configured) {
    try {
      Files.createDirectories(configured);
      Path home = configured.toRealPath();
      return new DataDirectory(home, home.resolve("postgres"));
    } catch (IOException e) {
      throw new PostgresProblem(e, "directory.unusable", configured.toAbsolutePath(), e);
    }
  }

  /** The same home with the cluster in the making under another name. */
  DataDirectory withCluster(String name) {
    return new DataDirectory(home, home.resolve(name));
  }

  Path passwords() {
    return home.resolve("postgres.pgpass");
  }

  Path lock() {
    return home.resolve("server.lock");
  }

  Path holder() {
    return home.resolve("server.pid");
  }

  Path log() {
    return home.resolve("postgres.log");
  }

  Path postmasterFile() {
    return cluster.resolve("postmaster.pid");
  }

  boolean initialised() {
    return Files.exists(cluster.resolve("PG_VERSION"));
  }

  /** The major version that wrote the cluster, from {@code PG_VERSION}. */
  String majorVersion() {
    try {
      return Files.readString(cluster.resolve("PG_VERSION")).strip();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The cluster's system identifier: the first eight bytes of {@code global/pg_control}. */
  long systemIdentifier() {
    try (InputStream control = Files.newInputStream(cluster.resolve("global/pg_control"))) {
      return ByteBuffer.wrap(control.readNBytes(Long.BYTES))
          .order(ByteOrder.nativeOrder())
          .getLong();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** PostgreSQL runs only for the owner of its directory. */
  void requireOwned() {
    try {
      Object owner = Files.getAttribute(cluster, "unix:uid");
      Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      if (!owner.equals(user)) {
        throw new PostgresProblem("directory.owner", cluster, owner, user);
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private PostgresProblem unreadable(IOException e) {
    return new PostgresProblem(e, "directory.unusable", cluster, e);
  }
}
