package org.xiangqiao.bench.engine.server;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xiangqiao.bench.engine.load.HttpTarget;
import org.xiangqiao.bench.stage.FreePort;
import org.xiangqiao.bench.stage.JavaProcess;

/** Starts and stops the two servers; each has a process and a database of its own. */
public final class Servers implements AutoCloseable {

  public static final String OURS = "ours";
  public static final String PEER = "peer";

  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** Of a start: from the process to the first answer; memory right after it. */
  public record Start(String target, double seconds, long rssMb) {}

  private final Path directory;
  private final Path serverJar;
  private final String peerClasses;
  private final Database database;
  private final int oursPort = FreePort.find();
  private final int mllpPort = FreePort.find();
  private final int peerPort = FreePort.find();
  private final BackendService client;
  private JavaProcess ours;
  private JavaProcess peer;

  /**
   * @param serverJar the packaged server, its libraries beside it
   * @param peerClasses class path of the peer
   */
  public Servers(Path directory, Path serverJar, String peerClasses)
      throws IOException, JOSEException, SQLException {
    this.directory = Files.createDirectories(directory);
    this.serverJar = serverJar;
    this.peerClasses = peerClasses;
    this.client = new BackendService(URI.create("http://127.0.0.1:" + oursPort));
    client.writePublicKeys(directory.resolve("client.jwks"));
    database = new Database(directory.resolve("postgres"));
    database.create(OURS);
    database.create(PEER);
  }

  public Database database() {
    return database;
  }

  /**
   * As the operations guide recommends for a township's machine, with all that is on by default but
   * the check of writes: the peer makes none, and bench/validation measures it.
   */
  public Start startOurs() throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-Xmx512m", "-XX:+UseSerialGC"));
    Arrays.stream(System.getProperty("bench.server.options", "").split(" "))
        .filter(option -> !option.isBlank())
        .forEach(arguments::add);
    arguments.addAll(
        List.of(
            "-jar",
            serverJar.toString(),
            "--spring.datasource.url=" + database.url(OURS),
            "--server.address=127.0.0.1",
            "--server.port=" + oursPort,
            "--xiangqiao.mllp.port=" + mllpPort,
            "--xiangqiao.data-directory=" + directory.resolve("data"),
            "--xiangqiao.validation.policy=off",
            "--xiangqiao.security.token-lifetime=1h",
            "--xiangqiao.clients[0].id=" + BackendService.ID,
            "--xiangqiao.clients[0].tenant=1",
            "--xiangqiao.clients[0].jwks-file=" + directory.resolve("client.jwks"),
            "--xiangqiao.clients[0].scopes=" + BackendService.SCOPE));
    long begin = System.nanoTime();
    ours = JavaProcess.start(directory, OURS, arguments);
    ours.awaitAnswer(
        URI.create("http://127.0.0.1:" + oursPort + "/actuator/health/readiness"), PATIENCE);
    return started(OURS, ours, begin);
  }

  /** HAPI's defaults, with the heap that it wants. */
  public Start startPeer() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    peer =
        JavaProcess.start(
            directory,
            PEER,
            List.of(
                "-Xmx2g",
                "-Duser.timezone=Asia/Shanghai",
                "-cp",
                peerClasses,
                "org.xiangqiao.bench.peer.HapiJpaServer",
                database.url(PEER),
                String.valueOf(peerPort),
                "--peer.stock=true"));
    peer.awaitAnswer(peerBase().resolve("metadata"), PATIENCE);
    return started(PEER, peer, begin);
  }

  private static Start started(String target, JavaProcess process, long begin) throws IOException {
    return new Start(target, (System.nanoTime() - begin) / 1e9, Memory.residentMb(process.pid()));
  }

  private URI peerBase() {
    return URI.create("http://127.0.0.1:" + peerPort + "/fhir/");
  }

  public void stopOurs() throws InterruptedException {
    ours.close();
  }

  public void stopPeer() throws InterruptedException {
    peer.close();
    peer = null;
  }

  public long residentMb(String target) throws IOException {
    return Memory.residentMb((target.equals(OURS) ? ours : peer).pid());
  }

  public HttpTarget ours() {
    return new HttpTarget(
        OURS, URI.create("http://127.0.0.1:" + oursPort + "/fhir/"), client::token);
  }

  public HttpTarget peer() {
    return new HttpTarget(PEER, peerBase(), null);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    try {
      if (ours != null) {
        ours.close();
      }
      if (peer != null) {
        peer.close();
      }
    } finally {
      database.close();
    }
  }
}
