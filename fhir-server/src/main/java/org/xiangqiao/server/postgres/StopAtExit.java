package org.xiangqiao.server.postgres;

/** Stops a PostgreSQL that a command started when the command is interrupted (Ctrl-C). */
final class StopAtExit implements AutoCloseable {

  private final Thread hook;

  StopAtExit(PostgresServer server) {
    hook = new Thread(server::close, "postgres-stop");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Exiting already: the hook runs.
    }
  }
}
