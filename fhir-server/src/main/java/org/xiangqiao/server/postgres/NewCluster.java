package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the cluster at the first start: page checksums on, passwords required, text ordered by the
 * built-in C.UTF-8 locale, which no update of the operating system can change under an index.
 */
final class NewCluster {

  private static final Logger LOG = LoggerFactory.getLogger(NewCluster.class);

  private NewCluster() {}

  static void make(Installation installation, DataDirectory directory) {
    Path password = directory.home().resolve("postgres.password");
    try {
      if (Files.exists(directory.cluster()) && !BackupTarget.empty(directory.cluster())) {
        throw new PostgresProblem("directory.incomplete", directory.cluster());
      }
      LOG.info("Making a new PostgreSQL data directory {}", directory.cluster());
      if (!Files.exists(directory.passwords())) {
        Credentials.generate().write(directory.passwords());
      }
      String superuser = Credentials.read(directory.passwords()).superuser();
      Credentials.writePrivately(password, superuser + "\n");
      DataDirectory draft = Draft.begin(directory);
      ProgramRunner.Result result =
          installation
              .runner()
              .run(Duration.ofMinutes(5), initdb(installation, draft.cluster(), password));
      if (!result.succeeded()) {
        Draft.discard(draft);
        throw new PostgresProblem("initialise.failed", directory.cluster(), result.output());
      }
      Draft.finish(draft, directory);
    } catch (IOException e) {
      throw new PostgresProblem(e, "initialise.failed", directory.cluster(), e);
    } finally {
      password.toFile().delete();
    }
  }

  private static List<String> initdb(Installation installation, Path draft, Path password) {
    return List.of(
        installation.programs().path("initdb").toString(),
        "--pgdata=" + draft,
        "--username=" + Credentials.SUPERUSER,
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--data-checksums");
  }
}
