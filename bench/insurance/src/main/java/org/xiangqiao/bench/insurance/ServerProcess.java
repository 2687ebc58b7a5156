package org.xiangqiao.bench.insurance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.xiangqiao.bench.stage.counter.CounterNode;

/** What the server's process has and holds: memory, and connections of its pool. */
final class ServerProcess {

  private static final long MEGABYTE = 1 << 20;

  private final CounterNode node;
  private final HttpClient http = HttpClient.newHttpClient();

  ServerProcess(CounterNode node) {
    this.node = node;
  }

  /** Megabytes. */
  record Memory(long heap, long resident) {}

  /** The heap after a full collection, and what the kernel says (VmRSS) before it. */
  Memory memory() throws IOException, InterruptedException {
    long resident =
        Files.readAllLines(Path.of("/proc", String.valueOf(node.pid()), "status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
            .findFirst()
            .orElseThrow();
    Process collection =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(node.pid()),
                "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (collection.waitFor() != 0) {
      throw new IllegalStateException("no collection");
    }
    return new Memory((long) gauge("jvm_memory_used_bytes{area=\"heap\"") / MEGABYTE, resident);
  }

  /** Connections that threads of the server have taken out of its pool. */
  long takenConnections() throws IOException, InterruptedException {
    return (long) gauge("hikaricp_connections_active");
  }

  private double gauge(String name) throws IOException, InterruptedException {
    String metrics =
        http.send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.port() + "/actuator/prometheus"))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    double[] values =
        metrics
            .lines()
            .filter(line -> line.startsWith(name))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .toArray();
    if (values.length == 0) {
      throw new IllegalStateException("no metric " + name);
    }
    return java.util.Arrays.stream(values).sum();
  }
}
