package org.xiangqiao.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

class CommandLineTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void startsTheServerWithoutAWordAndWithSettingsOnly() {
    assertThat(run(Locale.ENGLISH)).isEmpty();
    assertThat(run(Locale.ENGLISH, "--server.port=8080", "--debug")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "-h"})
  void helps(String word) {
    assertThat(run(Locale.CHINA, word)).hasValue(0);
    assertThat(text(out)).contains("\n  backup --to").contains("恢复");
  }

  @Test
  void saysWhatItDoesNotKnow() {
    assertThat(run(Locale.ENGLISH, "bakcup", "--to", "x")).hasValue(2);
    assertThat(text(err)).contains("bakcup").contains("backup --to DIR");
  }

  @Test
  void wantsTheDirectoryOfACommandAndNothingElse() {
    assertThat(run(Locale.ENGLISH, "backup")).hasValue(2);
    assertThat(run(Locale.ENGLISH, "backup", "--to")).hasValue(2);
    assertThat(run(Locale.ENGLISH, "restore", "--to", "x")).hasValue(2);
    assertThat(text(err)).contains("backup --to").contains("--to was not understood");
  }

  @Test
  void sendsTheUserOfAnExternalPostgresToItsOwnTools() {
    assertThat(
            run(
                Locale.ENGLISH,
                "backup",
                "--to=target/never",
                "--spring.datasource.url=jdbc:postgresql://db.example/x"))
        .hasValue(1);
    assertThat(text(err)).contains("pg_basebackup").contains("外部");
    assertThat(Path.of("target/never")).doesNotExist();
  }

  @Test
  void codesWantARunningServer() {
    String home = "--xiangqiao.postgres.directory=target/never";
    assertThat(run(Locale.ENGLISH, "list-codes", home)).hasValue(1);
    assertThat(text(err)).contains("No server runs on").contains("没有正在运行的服务");
    assertThat(Path.of("target/never")).doesNotExist();
  }

  @Test
  void aFailedCommandSaysWhyInBothLanguages() throws IOException {
    Path home = Files.createTempDirectory(Path.of("target"), "command-");
    try {
      assertThat(
              run(
                  Locale.ENGLISH,
                  "restore",
                  "--from",
                  home.resolve("nothing").toString(),
                  "--xiangqiao.postgres.directory=" + home.resolve("data")))
          .hasValue(1);
      assertThat(text(err)).contains("holds no complete backup").contains("没有完整的备份");
    } finally {
      FileSystemUtils.deleteRecursively(home);
    }
  }

  private OptionalInt run(Locale locale, String... arguments) {
    return new CommandLine(stream(out), stream(err), locale).run(arguments);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
