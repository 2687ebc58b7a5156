package org.xiangqiao.server.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;
import org.xiangqiao.server.security.SecuredServer;
import org.xiangqiao.server.security.SecuredServer.Reply;
import org.xiangqiao.store.TestPostgres;

/** What takes a node out of service and brings it back, over real HTTP. */
class ReadinessTest {

  private static final String READINESS = "/actuator/health/readiness";

  @TempDir Path directory;

  @Test
  void readinessIsRedWhileTheDatabaseIsGoneAndTurnsGreenByItself() throws Exception {
    int port = freePort();
    EmbeddedPostgres postgres = postgres(port);
    try (SecuredServer server =
        SecuredServer.start(
            postgres.getJdbcUrl("postgres", "postgres"),
            Map.of(
                "xiangqiao.mllp.enabled",
                "true",
                "xiangqiao.mllp.port",
                String.valueOf(freePort()),
                "management.health.diskspace.threshold",
                "1B",
                "spring.datasource.hikari.connection-timeout",
                "1000"))) {
      Reply green = server.send("GET", READINESS, null);
      assertThat(green.status()).as(green.body()).isEqualTo(200);
      for (String part : new String[] {"readinessState", "db", "mllp", "diskSpace"}) {
        assertThat(status(green, part)).as(part).isEqualTo("UP");
      }
      // Nothing that nobody configured is asked after.
      Reply all = server.send("GET", "/actuator/health", null);
      assertThat(all.status()).as(all.body()).isEqualTo(200);

      postgres.close();
      Reply red = server.send("GET", READINESS, null);
      assertThat(red.status()).as(red.body()).isEqualTo(503);
      assertThat(red.json().get("status").asText()).isEqualTo("DOWN");
      assertThat(status(red, "db")).isEqualTo("DOWN");
      assertThat(status(red, "diskSpace")).isEqualTo("UP");
      // The process itself is well: a restart would not help.
      assertThat(server.send("GET", "/actuator/health/liveness", null).status()).isEqualTo(200);

      postgres = postgres(port);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> server.send("GET", READINESS, null).status() == 200);
    } finally {
      postgres.close();
    }
  }

  @Test
  void readinessIsRedWhileTheDiskOfTheDataIsFullerThanAllowed() {
    try (SecuredServer server =
        SecuredServer.start(
            TestPostgres.jdbcUrl(),
            Map.of(
                "xiangqiao.data-directory",
                directory.toString(),
                "management.health.diskspace.threshold",
                "1000000TB"))) {
      Reply red = server.send("GET", READINESS, null);
      assertThat(red.status()).as(red.body()).isEqualTo(503);
      assertThat(red.json().get("status").asText()).isEqualTo("DOWN");
      assertThat(status(red, "diskSpace")).isEqualTo("DOWN");
      assertThat(status(red, "db")).isEqualTo("UP");
      String watched =
          server.bean(Environment.class).getProperty("management.health.diskspace.path");
      assertThat(Path.of(watched)).isEqualTo(directory);
    }
  }

  private static String status(Reply health, String part) {
    return health.json().at("/components/" + part + "/status").asText();
  }

  private EmbeddedPostgres postgres(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(directory.resolve("pg"))
        .setOverrideWorkingDirectory(directory.resolve("programs").toFile())
        .setCleanDataDirectory(false)
        .setPGStartupWait(Duration.ofSeconds(60))
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
