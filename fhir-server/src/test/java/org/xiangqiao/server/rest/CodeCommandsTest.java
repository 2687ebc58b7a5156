package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.server.command.TestConsole;
import org.xiangqiao.server.command.TestConsole.Ended;

/** import-codes and its kin against the database of a running server, which does the work. */
class CodeCommandsTest extends RestServerTest {

  private static final String URL = "http://example.org/command";

  @TempDir Path directory;

  private Ended command(Locale locale, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    try (Connection connection = database.getConnection()) {
      all.add("--spring.datasource.url=" + connection.getMetaData().getURL());
    } catch (SQLException unreachable) {
      throw new IllegalStateException(unreachable);
    }
    all.add("--spring.datasource.username=postgres");
    return TestConsole.run(locale, all.toArray(String[]::new));
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private void done(Ended ended) {
    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
  }

  private String display(String code) {
    return get("/CodeSystem/$lookup?system=" + URL + "&code=" + code)
        .json()
        .at("/parameter")
        .findParents("valueString")
        .stream()
        .filter(each -> each.path("name").asText().equals("display"))
        .map(each -> each.path("valueString").asText())
        .findFirst()
        .orElse("");
  }

  @Test
  void aTableIsImportedSwitchedRolledBackAndRemovedForAllCounties() throws IOException {
    String first = file("first.csv", "编码,名称\nA,甲\nB,乙\n");
    Ended imported =
        command(
            Locale.CHINA,
            "import-codes",
            first,
            "--url",
            URL,
            "--version=1",
            "--title",
            "命令",
            "--activate");
    done(imported);
    assertThat(imported.out()).contains("任务 ").contains("完成:" + URL + " 1;导入 2");
    assertThat(display("A")).isEqualTo("甲");

    String second = file("second.csv", "x,y\nA,新甲\n");
    Ended beside =
        command(
            Locale.ENGLISH,
            "import-codes",
            second,
            "--url",
            URL,
            "--version",
            "2",
            "--columns",
            "code=x,display=y");
    done(beside);
    assertThat(beside.out()).contains("Done: " + URL + " 2; 1 loaded, 0 further names, 0 refused.");
    assertThat(versions()).containsExactly(URL + "\t2\tready\t1", URL + "\t1\tcurrent\t2");

    Ended again = command(Locale.ENGLISH, "import-codes", second, "--url", URL, "--version", "2");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("Version 2 of " + URL + " is there already");

    done(command(Locale.CHINA, "activate-codes", "--url", URL, "--version", "2"));
    assertThat(versions()).containsExactly(URL + "\t2\tcurrent\t1", URL + "\t1\tretired\t2");
    Ended current = command(Locale.CHINA, "remove-codes", "--url", URL, "--version", "2");
    assertThat(current.code()).isEqualTo(1);
    assertThat(current.err()).contains("当前版本");
    done(command(Locale.CHINA, "rollback-codes", "--url", URL));
    done(command(Locale.CHINA, "remove-codes", "--url", URL, "--version", "2"));
    assertThat(versions()).containsExactly(URL + "\t1\tcurrent\t2");
    Ended gone = command(Locale.ENGLISH, "activate-codes", "--url", URL, "--version", "2");
    assertThat(gone.code()).isEqualTo(1);
    assertThat(gone.err()).contains("There is no version 2");
    Ended nowhere = command(Locale.ENGLISH, "rollback-codes", "--url", URL);
    assertThat(nowhere.code()).isEqualTo(1);
    assertThat(nowhere.err()).contains("There is no former version");
  }

  private List<String> versions() {
    Ended listed = command(Locale.ENGLISH, "list-codes", "--url", URL);
    done(listed);
    return listed.out().lines().toList();
  }

  @Test
  void refusedRowsAreWrittenToAReportAndNothingIsInstalled() throws IOException {
    String url = URL + "-wrong";
    String file = file("wrong.csv", "code,display,parent\nA,甲,\n,乙,\nO01.0,丙,O01\n");
    Path report = directory.resolve("报告.csv");
    Ended refused =
        command(
            Locale.CHINA,
            "import-codes",
            file,
            "--url",
            url,
            "--version",
            "1",
            "--report",
            report.toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).contains(report.toString());
    assertThat(refused.err()).contains("2 行被拒绝").contains("lenient=true");
    assertThat(Files.readString(report))
        .startsWith("\uFEFFrow,column,rule")
        .contains("3,code,row-code-missing,")
        .contains("4,parent,row-parent-unknown,O01.0 的上级 O01 不在表中")
        .contains("orphans=root");
    assertThat(command(Locale.ENGLISH, "list-codes", "--url", url).out()).doesNotContain("current");

    Ended lenient =
        command(
            Locale.ENGLISH,
            "import-codes",
            file,
            "--url",
            url,
            "--version",
            "1",
            "--lenient",
            "--orphans",
            "root",
            "--report",
            report.toString());
    done(lenient);
    assertThat(lenient.out()).contains("2 loaded, 0 further names, 1 refused");
    assertThat(Files.readString(report)).contains("4,parent,row-orphan,").contains("at the top");
  }

  @Test
  void whatIsMisunderstoodIsSaidAtOnce() throws IOException {
    String file = file("good.csv", "code,display\nA,甲\n");
    String[] named = {"--url", URL + "-never", "--version", "1"};
    misused("import-codes needs FILE", "import-codes", named);
    misused("import-codes 需要 --version", Locale.CHINA, "import-codes", file, "--url", URL);
    misused("activate-codes needs --url", "activate-codes");
    misused("--hierachy was not", "import-codes", "--hierachy", "none");
    misused("--hierachy=none was not", "import-codes", file, "--hierachy=none");
    misused("--hierarchy --duplicates", "import-codes", file, "--hierachy=none");
    misused("--lenient=maybe was not", "import-codes", file, "--lenient=maybe");
    misused("--version was not", "rollback-codes", "--url", URL, "--version", "1");
    misused("Options of rollback-codes: --url --tenant --wait", "rollback-codes", "--version=1");
    misused("--wait soon was not", "activate-codes", "--wait", "soon");
    misused("--tenant x was not", "list-codes", "--tenant", "x");
    failed("--hierarchy", "import-codes", file, "--hierarchy", "tree");
    failed("--columns", "import-codes", file, "--columns", "code");
    failed("cannot be read", "import-codes", directory.resolve("none.csv").toString());
    failed("is no XLSX workbook", "import-codes", file, "--format", "xlsx");
    Ended unreachable =
        TestConsole.run(
            Locale.CHINA, "list-codes", "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/x");
    assertThat(unreachable.code()).isEqualTo(1);
    assertThat(unreachable.err()).contains("无法连接数据库");
    assertThat(command(Locale.ENGLISH, "list-codes", "--url", URL + "-never").out())
        .doesNotContain("current");
  }

  @Test
  void aFileThatIsTooLongIsRefusedBeforeItIsRead() throws IOException {
    Path large = directory.resolve("large.csv");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(300L << 20);
    }
    failed(
        "The file is longer than 256 MB.",
        "import-codes",
        large.toString(),
        "--xiangqiao.code-import.max-file=256MB");
    failed(
        "xiangqiao.code-import.max-file",
        "import-codes",
        large.toString(),
        "--xiangqiao.code-import.max-file=256MB");
    assertThat(command(Locale.ENGLISH, "list-codes", "--url", URL + "-never").out()).isEmpty();
  }

  private void misused(String message, String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(arguments));
    misused(message, Locale.ENGLISH, all.toArray(String[]::new));
  }

  private void misused(String message, Locale locale, String... arguments) {
    Ended ended = command(locale, arguments);
    assertThat(ended.code()).as(ended.err()).isEqualTo(2);
    assertThat(ended.err()).contains(message);
  }

  private void failed(String message, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", URL + "-never", "--version", "1"));
    Ended ended = command(Locale.ENGLISH, all.toArray(String[]::new));
    assertThat(ended.code()).as(ended.err()).isEqualTo(1);
    assertThat(ended.err()).contains(message);
  }
}
