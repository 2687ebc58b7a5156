package org.xiangqiao.bench.oracle.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.xiangqiao.bench.stage.FreePort;
import org.xiangqiao.bench.stage.JavaProcess;

/** Both servers, ready to answer. Times without a zone are Asia/Shanghai for both. */
public final class Servers implements AutoCloseable {

  /** Both live for minutes: optimising their code would cost more than it gains. */
  private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Some joins of the peer find no end. */
  private static final String PEER_OPTIONS = "&options=-c%20statement_timeout=20s";

  private static final String OURS = "ours";
  private static final String PEER = "peer";

  private final Database database;
  private final JavaProcess oursProcess;
  private final JavaProcess peerProcess;
  private final FhirEndpoint ours;
  private final FhirEndpoint peer;

  private Servers(
      Database database,
      JavaProcess oursProcess,
      JavaProcess peerProcess,
      FhirEndpoint ours,
      FhirEndpoint peer) {
    this.database = database;
    this.oursProcess = oursProcess;
    this.peerProcess = peerProcess;
    this.ours = ours;
    this.peer = peer;
  }

  /**
   * Starts the two side by side.
   *
   * @param serverJar the packaged server, its libraries beside it
   * @param peerClasses class path of the peer
   */
  public static Servers start(Path directory, Path serverJar, String peerClasses)
      throws IOException, InterruptedException, SQLException {
    Database database = new Database();
    int oursPort = FreePort.find();
    int peerPort = FreePort.find();
    URI peerBase = URI.create("http://127.0.0.1:" + peerPort + "/fhir/");
    JavaProcess peerProcess =
        JavaProcess.start(
            directory,
            PEER,
            List.of(
                "-Xmx2g",
                QUICK_COMPILER,
                "-Duser.timezone=Asia/Shanghai",
                "-cp",
                peerClasses,
                "org.xiangqiao.bench.peer.HapiJpaServer",
                database.create(PEER) + PEER_OPTIONS,
                String.valueOf(peerPort)));
    Path data = directory.resolve("data");
    JavaProcess oursProcess =
        JavaProcess.start(
            directory,
            OURS,
            List.of(
                "-Xmx1g",
                QUICK_COMPILER,
                "-jar",
                serverJar.toString(),
                "--spring.profiles.active=demo",
                // The peer has no definitions of its own either.
                "--xiangqiao.fhir-package.install=false",
                // Nor does it check what is written.
                "--xiangqiao.validation.policy=off",
                "--spring.datasource.url=" + database.create(OURS),
                "--server.port=" + oursPort,
                "--xiangqiao.mllp.port=" + FreePort.find(),
                "--xiangqiao.data-directory=" + data));
    oursProcess.awaitAnswer(
        URI.create("http://127.0.0.1:" + oursPort + "/actuator/health/readiness"), PATIENCE);
    peerProcess.awaitAnswer(peerBase.resolve("metadata"), PATIENCE);
    String token = Files.readString(data.resolve("demo").resolve("token")).strip();
    return new Servers(
        database,
        oursProcess,
        peerProcess,
        new FhirEndpoint(URI.create("http://127.0.0.1:" + oursPort + "/fhir/"), token),
        new FhirEndpoint(peerBase, null));
  }

  public FhirEndpoint ours() {
    return ours;
  }

  public FhirEndpoint peer() {
    return peer;
  }

  public void analyze() throws SQLException {
    database.analyze(OURS);
    database.analyze(PEER);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    try {
      oursProcess.close();
      peerProcess.close();
    } finally {
      database.close();
    }
  }
}
