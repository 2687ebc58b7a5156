package org.xiangqiao.bench.insurance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.xiangqiao.bench.stage.counter.CounterNode;

/** What the server's process uses and holds: processor, memory, connections of its pool. */
final class ServerProcess {

  private static final long MEGABYTE = 1 << 20;

  /** Of {@code /proc/pid/stat}, after the name. */
  private static final int USER = 11;

  private static final int SYSTEM = 12;
  private static final long MILLIS_OF_TICK = 10;

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

  /** Processor time since it began, that of ended threads included. */
  long processorMillis() throws IOException {
    return processorMillis(Path.of("/proc", String.valueOf(node.pid()), "stat"));
  }

  /** What of it went into the compilers of the JVM, which have less and less to do. */
  long compilerMillis() throws IOException {
    long all = 0;
    try (Stream<Path> tasks = Files.list(Path.of("/proc", String.valueOf(node.pid()), "task"))) {
      for (Path task : tasks.toList()) {
        if (read(task.resolve("comm")).contains("CompilerThre")) {
          all += processorMillis(task.resolve("stat"));
        }
      }
    }
    return all;
  }

  /** Processor time of a process or thread; 0 if it has ended. */
  static long processorMillis(Path stat) throws IOException {
    String line = read(stat);
    if (line.isEmpty()) {
      return 0;
    }
    String[] values = line.substring(line.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(values[USER]) + Long.parseLong(values[SYSTEM])) * MILLIS_OF_TICK;
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException ended) {
      return "";
    }
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
