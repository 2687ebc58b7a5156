package org.xiangqiao.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

class PostgresServerTest {

  private Path home;

  @BeforeEach
  void makeHome() {
    home = TestHome.initialised();
  }

  @AfterEach
  void removeHome() throws Exception {
    FileSystemUtils.deleteRecursively(home);
  }

  @Test
  void keepsDataBetweenRunsAndStopsCleanly() throws Exception {
    FileSystemUtils.deleteRecursively(home);
    try (PostgresServer server = start()) {
      update(server, "create table kept (v text)");
      update(server, "insert into kept values ('居民')");
    }
    assertThat(ServerProcesses.in(cluster())).isEmpty();
    try (PostgresServer server = start()) {
      assertThat(query(server, "select v from kept")).isEqualTo("居民");
    }
  }

  @Test
  void acknowledgesOnlyWhatIsOnTheDiskWhateverIsSetInside() throws Exception {
    try (PostgresServer server = start();
        Connection superuser = server.connectAsSuperuser();
        Statement statement = superuser.createStatement()) {
      statement.execute("alter system set fsync = off");
      statement.execute("alter system set full_page_writes = off");
      statement.execute("alter role xiangqiao set synchronous_commit = off");
      statement.execute("alter database xiangqiao set synchronous_commit = off");
    }
    Files.writeString(cluster().resolve("pg_hba.conf"), "host all all 0.0.0.0/0 trust\n");
    try (PostgresServer server = start()) {
      assertThat(query(server, "select current_setting('fsync')")).isEqualTo("on");
      assertThat(query(server, "select current_setting('full_page_writes')")).isEqualTo("on");
      assertThat(query(server, "select current_setting('synchronous_commit')")).isEqualTo("on");
      assertThat(query(server, "select current_setting('data_checksums')")).isEqualTo("on");
      assertThat(query(server, "select current_setting('listen_addresses')"))
          .isEqualTo("127.0.0.1");
      assertThat(query(server, "select current_setting('is_superuser')")).isEqualTo("off");
      assertRefused(server, "xiangqiao", null);
    }
  }

  @Test
  void letsNobodyInWithoutThePassword() throws Exception {
    try (PostgresServer server = start()) {
      assertRefused(server, "postgres", null);
      assertRefused(server, "postgres", "postgres");
      assertRefused(server, "xiangqiao", "xiangqiao");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(passwords())))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster())))
        .isEqualTo("rwx------");
  }

  @Test
  void stopsThePostmasterOfAKilledServerAndFindsItsData() throws Exception {
    long orphan;
    try (ChildServer child = ChildServer.start(home)) {
      assertThat(child.outcome()).isEqualTo("outcome running");
      child.kill();
      orphan = PostmasterFile.read(postmasterFile()).orElseThrow().pid();
      assertThat(ServerProcesses.livesIn(cluster(), orphan)).isTrue();
    }
    try (PostgresServer server = start()) {
      assertThat(query(server, "select v from kept")).isEqualTo("before");
      assertThat(ServerProcesses.livesIn(cluster(), orphan)).isFalse();
    }
  }

  @Test
  void leavesAPostmasterAloneThatDoesNotAcceptItsPassword() throws Exception {
    try (ChildServer child = ChildServer.start(home)) {
      child.kill();
    }
    long orphan = PostmasterFile.read(postmasterFile()).orElseThrow().pid();
    String right = Files.readString(passwords());
    Credentials.generate().write(passwords());

    assertProblem("orphan.unknown", TestHome.properties(home), Long.toString(orphan));
    assertThat(ServerProcesses.livesIn(cluster(), orphan)).isTrue();

    Files.writeString(passwords(), right);
    try (PostgresServer server = start()) {
      assertThat(query(server, "select v from kept")).isEqualTo("before");
    }
  }

  @Test
  void refusesADirectoryThatAnotherServerHolds() throws Exception {
    try (ChildServer child = ChildServer.start(home)) {
      assertProblem(
          "directory.taken", TestHome.properties(home), home.toString(), "" + child.pid());
    }
    assertThat(ServerProcesses.in(cluster())).isEmpty();
  }

  @Test
  void aRefusedStartInTheSameProcessDoesNotLoosenTheLock() throws Exception {
    try (PostgresServer server = start()) {
      assertProblem(
          "directory.taken", TestHome.properties(home), "" + ProcessHandle.current().pid());
      try (ChildServer child = ChildServer.start(home)) {
        assertThat(child.outcome()).isEqualTo("outcome directory.taken");
      }
      assertThat(query(server, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void doesNotAdoptAForeignServerOnItsPort() throws Exception {
    Path foreignHome = TestHome.initialised();
    try (PostgresServer foreign = PostgresServer.start(TestHome.properties(foreignHome))) {
      int port = PostmasterFile.read(foreignHome.resolve("postgres/postmaster.pid")).get().port();
      assertProblem("port.taken", TestHome.properties(home, port, Map.of()), "" + port);
      assertThat(query(foreign, "select 1")).isEqualTo("1");
    } finally {
      FileSystemUtils.deleteRecursively(foreignHome);
    }
  }

  @Test
  void refusesDataOfAnotherMajorVersionInBothLanguages() throws Exception {
    start().close();
    Files.writeString(cluster().resolve("PG_VERSION"), "16\n");
    PostgresProblem problem =
        assertProblem("directory.version", TestHome.properties(home), "PostgreSQL 16");
    assertThat(problem.remedy()).contains("pg_dump").contains("导出");
    assertThat(ServerProcesses.in(cluster())).isEmpty();
  }

  @Test
  void refusesAMissingOrWrongPasswordFileAndStartsWithTheRightOne() throws Exception {
    start().close();
    String right = Files.readString(passwords());
    Credentials.generate().write(passwords());
    assertProblem("passwords.wrong", TestHome.properties(home), passwords().toString());
    assertThat(ServerProcesses.in(cluster())).isEmpty();
    Files.delete(passwords());
    assertProblem("passwords.missing", TestHome.properties(home), passwords().toString());
    Files.writeString(passwords(), right);
    start().close();
  }

  @Test
  void refusesADirectoryWithSomethingElseInIt() throws Exception {
    FileSystemUtils.deleteRecursively(home);
    Files.createDirectories(cluster());
    Files.writeString(cluster().resolve("letter.txt"), "mine");
    assertProblem("directory.incomplete", TestHome.properties(home), cluster().toString());
    assertThat(cluster().resolve("letter.txt")).hasContent("mine");
  }

  @Test
  void isNotMisledByAPostmasterFileWhoseNumberAnotherProgramHas() throws Exception {
    start().close();
    Files.writeString(
        postmasterFile(),
        "%d%n%s%n1%n5432%n%n127.0.0.1%n1 1%nready%n"
            .formatted(ProcessHandle.current().pid(), cluster()));
    try (PostgresServer server = start()) {
      assertThat(query(server, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void startsPostgresAgainWhenItEndsByItself() throws Exception {
    try (PostgresServer server = start()) {
      update(server, "create table kept as select 'here' as v");
      long pid = PostmasterFile.read(postmasterFile()).orElseThrow().pid();
      ProcessHandle.of(pid).orElseThrow().destroyForcibly();
      await().until(() -> !ServerProcesses.livesIn(cluster(), pid));
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(query(server, "select v from kept")).isEqualTo("here"));
    }
  }

  @Test
  void takesParametersOfTheOperatorButNotThoseThatSafetyRestsOn() throws Exception {
    Map<String, String> smaller = Map.of("shared-buffers", "32MB", "work-mem", "4MB");
    try (PostgresServer server = PostgresServer.start(TestHome.properties(home, 0, smaller))) {
      assertThat(query(server, "select current_setting('shared_buffers')")).isEqualTo("32MB");
    }
    for (String fixed : List.of("fsync", "synchronous-commit", "listen_addresses", "port", "x;y")) {
      assertProblem("parameter.fixed", TestHome.properties(home, 0, Map.of(fixed, "off")), fixed);
    }
  }

  private PostgresServer start() {
    return PostgresServer.start(TestHome.properties(home));
  }

  private Path cluster() {
    return home.resolve("postgres");
  }

  private Path postmasterFile() {
    return cluster().resolve("postmaster.pid");
  }

  private Path passwords() {
    return home.resolve("postgres.pgpass");
  }

  private static PostgresProblem assertProblem(
      String key, PostgresProperties properties, String... named) {
    PostgresProblem problem =
        catchThrowableOfType(PostgresProblem.class, () -> PostgresServer.start(properties).close());
    assertThat(problem).isNotNull();
    assertThat(problem.key()).isEqualTo(key);
    assertThat(problem.getMessage()).contains(named);
    return problem;
  }

  private static void assertRefused(PostgresServer server, String user, String password) {
    assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), user, password))
        .isInstanceOf(SQLException.class);
  }

  private static Connection connect(PostgresServer server) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
  }

  private static void update(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}
