package org.xiangqiao.bench.stage.counter;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.xiangqiao.bench.stage.JavaProcess;

/** A packaged server in a process of its own, which is killed and started again on its port. */
public final class CounterNode implements AutoCloseable {

  private static final Path JAR =
      Path.of("..", "..", "fhir-server", "target", "xiangqiao-server.jar").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path folder;
  private final String name;
  private final int port = freePort();
  private final List<String> arguments;
  private JavaProcess process;
  private int starts;
  private volatile boolean ready;

  /**
   * @param options of the JVM
   * @param settings of the server beside those of every node
   */
  public CounterNode(Path folder, String name, List<String> options, Map<String, String> settings) {
    this.folder = folder;
    this.name = name;
    this.arguments = new ArrayList<>(List.of("-Xmx512m", "-XX:+UseSerialGC"));
    arguments.addAll(options);
    arguments.addAll(
        List.of(
            "-jar",
            JAR.toString(),
            "--server.port=" + port,
            "--server.address=127.0.0.1",
            "--xiangqiao.mllp.enabled=false",
            "--xiangqiao.data-directory=" + folder.resolve(name)));
    settings.forEach((key, value) -> arguments.add("--" + key + "=" + value));
  }

  public int port() {
    return port;
  }

  public boolean ready() {
    return ready;
  }

  /** Returns when it is ready. */
  public void start() {
    try {
      process = JavaProcess.start(folder, name + "-" + ++starts, arguments);
      process.awaitAnswer(
          URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"), PATIENCE);
      ready = true;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    ready = false;
    process.kill();
  }

  /** Below the range that the kernel gives to clients, so that nobody takes it meanwhile. */
  private static int freePort() {
    for (int attempt = 0; attempt < 200; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // The next one.
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException("no free port between 20000 and 30000");
  }

  @Override
  public void close() throws InterruptedException {
    if (process != null) {
      process.kill();
    }
  }
}
