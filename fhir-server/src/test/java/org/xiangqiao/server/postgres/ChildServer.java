package org.xiangqiao.server.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A server in a process of its own, which a test can kill. */
final class ChildServer implements AutoCloseable {

  private final Process process;
  private final String outcome;

  private ChildServer(Process process, String outcome) {
    this.process = process;
    this.outcome = outcome;
  }

  /** Starts one and waits until it runs or has been refused. */
  static ChildServer start(Path home) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", classPath));
    command.addAll(List.of(ChildServer.class.getName(), home.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line;
    do {
      line = output.readLine();
    } while (line != null && !line.startsWith("outcome "));
    return new ChildServer(process, String.valueOf(line));
  }

  /** {@code outcome running}, or the key of the problem. */
  String outcome() {
    return outcome;
  }

  long pid() {
    return process.pid();
  }

  /** SIGKILL: nothing in the process can react. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  /** Stores one committed row, then waits to be ended; stops PostgreSQL when it is not killed. */
  public static void main(String[] arguments) throws Exception {
    try (PostgresServer server = PostgresServer.start(TestHome.properties(Path.of(arguments[0])))) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      try (Connection connection =
              DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
          Statement statement = connection.createStatement()) {
        statement.execute("create table if not exists kept (v text)");
        statement.execute("insert into kept values ('before')");
      }
      System.out.println("outcome running");
      System.out.flush();
      Thread.currentThread().join();
    } catch (PostgresProblem problem) {
      System.out.println("outcome " + problem.key());
      System.exit(1);
    }
  }
}
