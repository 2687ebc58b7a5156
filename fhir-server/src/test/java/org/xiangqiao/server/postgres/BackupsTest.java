package org.xiangqiao.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

class BackupsTest {

  private Path root;
  private Path home;
  private Path target;
  private Path restored;

  @BeforeEach
  void makeRoot() {
    root = TestHome.create();
    home = TestHome.initialised();
    target = root.resolve("backup");
    restored = root.resolve("restored");
  }

  @AfterEach
  void removeRoot() throws Exception {
    FileSystemUtils.deleteRecursively(root);
    FileSystemUtils.deleteRecursively(home);
  }

  /** Two accounts change together: what is restored is one moment, and not an early one. */
  @Test
  void aBackupUnderWritesHasAllThatWasCommittedBeforeAndIsConsistent() throws Exception {
    long before;
    try (PostgresServer server = PostgresServer.start(TestHome.properties(home))) {
      update(
          server,
          "create table entry (id bigint primary key, worker int, filler text);"
              + "create table total (worker int primary key, n bigint);"
              + "insert into total values (1, 0), (2, 0);"
              + "create table bulk as select g as id, repeat('x', 200) as v"
              + " from generate_series(1, 50000) g");
      Writers writers = new Writers(server);
      await().until(() -> writers.committed() > 200);
      before = writers.committed();
      backups(home).backup(target);
      long during = writers.committed() - before;
      writers.stop();
      assertThat(during).as("written while the backup ran").isPositive();
    }
    backups(restored).restore(target);
    try (PostgresServer server = PostgresServer.start(TestHome.properties(restored))) {
      assertThat(query(server, "select count(*) from entry")).isGreaterThanOrEqualTo(before);
      assertThat(
              query(
                  server,
                  "select count(*) from total t where n <>"
                      + " (select count(*) from entry e where e.worker = t.worker)"))
          .isZero();
      // Every row of a worker up to its last one: nothing in between is missing.
      assertThat(query(server, "select count(*) - count(distinct id) from entry")).isZero();
      assertThat(
              query(
                  server,
                  "select sum(last - first + 1 - n)::bigint from (select min(id) as first,"
                      + " max(id) as last, count(*) as n from entry group by worker) w"))
          .isZero();
      assertThat(query(server, "select count(*) from bulk where length(v) = 200")).isEqualTo(50000);
      update(server, "insert into entry values (-1, 3, '')");
    }
  }

  @Test
  void aBackupOfAStoppedServerStartsPostgresForIt() throws Exception {
    withOneRow();
    backups(home).backup(target);
    assertThat(ServerProcesses.in(home.toRealPath().resolve("postgres"))).isEmpty();
    backups(restored).restore(target);
    assertThat(Files.readString(restored.resolve("postgres.pgpass")))
        .isEqualTo(Files.readString(home.resolve("postgres.pgpass")));
    assertOneRow(restored);
    assertOneRow(home);
  }

  @Test
  void aBackupBesideAServerInAnotherProcess() throws Exception {
    try (ChildServer child = ChildServer.start(home)) {
      assertThat(child.outcome()).isEqualTo("outcome running");
      backups(home).backup(target);
    }
    backups(restored).restore(target);
    assertOneRow(restored);
  }

  @Test
  void aDamagedBackupIsRefusedAndLeavesNothing() throws Exception {
    withOneRow();
    backups(home).backup(target);
    Path file = target.resolve("cluster/base/1/PG_VERSION");
    byte[] right = Files.readAllBytes(file);

    Files.writeString(file, "71\n");
    assertProblem("restore.corrupted", () -> backups(restored).restore(target), "PG_VERSION");
    Files.delete(file);
    assertProblem("restore.corrupted", () -> backups(restored).restore(target), "PG_VERSION");
    Files.write(file, right);

    Path manifest = target.resolve("manifest.json");
    String whole = Files.readString(manifest);
    Files.writeString(manifest, whole.replace("\"format\" : 1", "\"format\" : 2"));
    assertProblem("restore.corrupted", () -> backups(restored).restore(target), "manifest.json");
    Files.delete(manifest);
    assertProblem("restore.manifest", () -> backups(restored).restore(target), target.toString());

    try (Stream<Path> left = Files.list(restored)) {
      assertThat(left.filter(p -> p.getFileName().toString().startsWith("postgres"))).isEmpty();
    }
    Files.writeString(manifest, whole);
    backups(restored).restore(target);
    assertOneRow(restored);
  }

  @Test
  void neitherBackupNorRestoreOverwrites() throws Exception {
    withOneRow();
    Files.createDirectories(target);
    Files.writeString(target.resolve("mine"), "keep");
    assertProblem("backup.target", () -> backups(home).backup(target), target.toString());
    assertThat(target.resolve("mine")).hasContent("keep");
    assertProblem(
        "backup.target", () -> backups(home).backup(home.resolve("postgres/backup")), "backup");

    Path other = root.resolve("other");
    backups(home).backup(other);
    assertProblem("restore.notEmpty", () -> backups(home).restore(other), home.toString());
    assertOneRow(home);
  }

  @Test
  void saysWhatToDoWithAnExternalPostgresAndWithNoData() {
    Backups external =
        new Backups(TestHome.properties(home), "jdbc:postgresql://db.example/x", "test");
    assertProblem("backup.external", () -> external.backup(target), "spring.datasource.url");
    assertProblem("backup.external", () -> external.restore(target), "spring.datasource.url");
    Path nowhere = root.resolve("nowhere");
    assertProblem("backup.nothing", () -> backups(nowhere).backup(target), nowhere.toString());
    assertThat(nowhere).doesNotExist();
    assertThat(target).doesNotExist();
  }

  private static Backups backups(Path home) {
    return new Backups(TestHome.properties(home), null, "test");
  }

  private void withOneRow() throws SQLException {
    try (PostgresServer server = PostgresServer.start(TestHome.properties(home))) {
      update(server, "create table kept as select 'before' as v");
    }
  }

  private static void assertOneRow(Path home) throws SQLException {
    try (PostgresServer server = PostgresServer.start(TestHome.properties(home))) {
      assertThat(query(server, "select count(*) from kept where v = 'before'")).isEqualTo(1);
    }
  }

  private static void assertProblem(String key, ThrowingCallable action, String named) {
    PostgresProblem problem = catchThrowableOfType(PostgresProblem.class, action);
    assertThat(problem).isNotNull();
    assertThat(problem.key()).isEqualTo(key);
    assertThat(problem.getMessage()).contains(named);
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

  private static long query(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  /** Two connections that write without pause and count what was acknowledged. */
  private static final class Writers {
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicLong committed = new AtomicLong();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final List<Future<?>> work;

    Writers(PostgresServer server) {
      work = Stream.of(1, 2).<Future<?>>map(w -> threads.submit(() -> write(server, w))).toList();
    }

    private Void write(PostgresServer server, int worker) throws SQLException {
      try (Connection connection = connect(server);
          PreparedStatement entry =
              connection.prepareStatement("insert into entry values (?, ?, repeat('y', 500))");
          PreparedStatement total =
              connection.prepareStatement("update total set n = n + 1 where worker = ?")) {
        connection.setAutoCommit(false);
        for (long id = worker * 1_000_000L; running.get(); id++) {
          entry.setLong(1, id);
          entry.setInt(2, worker);
          entry.executeUpdate();
          total.setInt(1, worker);
          total.executeUpdate();
          connection.commit();
          committed.incrementAndGet();
        }
      }
      return null;
    }

    long committed() {
      return committed.get();
    }

    void stop() throws Exception {
      running.set(false);
      for (Future<?> each : work) {
        each.get();
      }
      threads.shutdown();
    }
  }
}
