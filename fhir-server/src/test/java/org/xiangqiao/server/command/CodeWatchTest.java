package org.xiangqiao.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.terminology.service.load.LoadLimits;

/** A job on a database that no server works on. */
class CodeWatchTest {

  @TempDir Path directory;

  @Test
  void whenNobodyTakesAJobThatIsSaidAndTheJobStays() throws IOException, SQLException {
    String file = Files.writeString(directory.resolve("a.csv"), "code,display\nA,甲\n").toString();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OpenStore open = OpenStore.open();
    try (Connection connection = open.dataSource().getConnection()) {
      CodeArguments asked =
          CodeArguments.of(
              "import-codes",
              List.of(file, "--url=http://example.org/alone", "--version=1", "--wait", "1"));
      int code =
          new CodeCommands(stream(out), stream(err), new Messages(Locale.ENGLISH))
              .run(asked, connection, LoadLimits.defaults());
      assertThat(code).isEqualTo(3);
      assertThat(out.toString(StandardCharsets.UTF_8))
          .contains("No server has taken the job yet")
          .contains("java -jar xiangqiao-server.jar");
      assertThat(err.toString(StandardCharsets.UTF_8)).contains("within 1 s (--wait). It stays");
      assertThat(open.jdbc().queryForObject("select state from code_system_load", String.class))
          .isEqualTo("waiting");
    } finally {
      open.close();
    }
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
