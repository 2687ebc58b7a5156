package org.xiangqiao.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** Commands find the database of a server that runs in another process, or say that none runs. */
class RunningDatabaseTest {

  private final Path home = TestHome.initialised();

  @AfterEach
  void removeHome() throws Exception {
    FileSystemUtils.deleteRecursively(home);
  }

  @Test
  void connectsAsTheApplicationWhileAServerRunsAndOnlyThen() throws Exception {
    try (ChildServer child = ChildServer.start(home)) {
      assertThat(child.outcome()).isEqualTo("outcome running");
      try (Connection connection = RunningDatabase.connect(TestHome.properties(home));
          ResultSet user =
              connection
                  .createStatement()
                  .executeQuery("select current_user, current_database()")) {
        user.next();
        assertThat(user.getString(1)).isEqualTo(Credentials.APPLICATION);
        assertThat(user.getString(2)).isEqualTo(Endpoint.DATABASE);
      }
    }
    assertNone(home);
  }

  @Test
  void aDirectoryThatIsNotThereIsNotMade() {
    Path nowhere = home.resolve("nowhere");
    assertNone(nowhere);
    assertThat(nowhere).doesNotExist();
  }

  private static void assertNone(Path directory) {
    assertThatThrownBy(() -> RunningDatabase.connect(TestHome.properties(directory)))
        .isInstanceOfSatisfying(
            PostgresProblem.class,
            problem ->
                assertThat(problem.getMessage())
                    .contains("No server runs on")
                    .contains("没有正在运行的服务"));
  }
}
