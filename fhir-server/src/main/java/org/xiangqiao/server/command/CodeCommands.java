package org.xiangqiao.server.command;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.terminology.load.CodeImportFaults;
import org.xiangqiao.server.terminology.load.RowReport;
import org.xiangqiao.store.Caller;
import org.xiangqiao.terminology.service.load.LoadJob;
import org.xiangqiao.terminology.service.load.LoadJobs;
import org.xiangqiao.terminology.service.load.LoadLimits;
import org.xiangqiao.terminology.service.load.LoadOptions;
import org.xiangqiao.terminology.service.load.SourceProblem;
import org.xiangqiao.terminology.service.table.CodeSystemVersions;

/**
 * {@code import-codes}, {@code activate-codes}, {@code rollback-codes}, {@code remove-codes} and
 * {@code list-codes}: leave a job in the database of the running server, which does it, and tell
 * how it goes. Stopping the command stops nothing.
 */
final class CodeCommands {

  static final Set<String> NAMES =
      Set.of("import-codes", "activate-codes", "rollback-codes", "remove-codes", "list-codes");

  /** Options of ours; what else has the form {@code --name=value} is a setting of the server. */
  private static final Set<String> OPTIONS =
      Set.of(
          "--url",
          "--version",
          "--title",
          "--format",
          "--language",
          "--charset",
          "--sheet",
          "--columns",
          "--hierarchy",
          "--duplicates",
          "--orphans",
          "--tenant",
          "--report");

  private static final Set<String> FLAGS = Set.of("--lenient", "--activate");
  private static final long LOOK = 500;

  private final PrintStream out;
  private final PrintStream err;
  private final Messages messages;

  CodeCommands(PrintStream out, PrintStream err, Messages messages) {
    this.out = out;
    this.err = err;
    this.messages = messages;
  }

  /**
   * Arguments taken apart.
   *
   * @param file null if none is named
   * @param wrong the first that is not understood, or null
   */
  record Asked(
      String command,
      String file,
      Map<String, String> options,
      List<String> settings,
      String wrong) {

    static Asked of(String command, List<String> arguments) {
      Map<String, String> options = new LinkedHashMap<>();
      List<String> settings = new java.util.ArrayList<>();
      String file = null;
      String wrong = null;
      for (int i = 0; i < arguments.size(); i++) {
        String each = arguments.get(i);
        String name = each.split("=", 2)[0];
        if (FLAGS.contains(each)) {
          options.put(each, "true");
        } else if (OPTIONS.contains(each) && i + 1 < arguments.size()) {
          options.put(each, arguments.get(++i));
        } else if (OPTIONS.contains(name) && each.contains("=")) {
          options.put(name, each.substring(name.length() + 1));
        } else if (each.startsWith("--") && each.contains("=")) {
          settings.add(each);
        } else if (!each.startsWith("--") && file == null && command.equals("import-codes")) {
          file = each;
        } else if (wrong == null) {
          wrong = each;
        }
      }
      if (wrong == null && !options.getOrDefault("--tenant", "0").matches("[0-9]{1,9}")) {
        wrong = "--tenant " + options.get("--tenant");
      }
      return new Asked(command, file, options, settings, wrong);
    }

    /** The first that is needed and missing, or null. */
    String missing() {
      if (command.equals("import-codes") && file == null) {
        return "FILE";
      }
      if (!command.equals("list-codes") && !options.containsKey("--url")) {
        return "--url";
      }
      boolean named = !Set.of("list-codes", "rollback-codes").contains(command);
      return named && !options.containsKey("--version") ? "--version" : null;
    }

    int tenant() {
      return Integer.parseInt(options.getOrDefault("--tenant", "0"));
    }

    private Map<String, String> columns() {
      Map<String, String> columns = new LinkedHashMap<>();
      for (String each : options.getOrDefault("--columns", "").split(",")) {
        String[] pair = each.split("=", 2);
        if (pair.length == 2) {
          columns.put(pair[0].strip(), pair[1].strip());
        } else if (!each.isBlank()) {
          throw new SourceProblem("load-option", "--columns", each);
        }
      }
      return columns;
    }

    LoadOptions load() {
      String name = String.valueOf(file).toLowerCase(java.util.Locale.ROOT);
      String usual = name.endsWith(".xlsx") ? "xlsx" : name.endsWith(".xml") ? "claml" : "csv";
      return new LoadOptions(
          options.getOrDefault("--format", usual),
          options.get("--title"),
          options.get("--language"),
          options.get("--charset"),
          options.get("--sheet"),
          columns(),
          options.get("--hierarchy"),
          options.get("--duplicates"),
          options.get("--orphans"),
          options.containsKey("--lenient"),
          options.containsKey("--activate"));
    }
  }

  /** Exit code 0 if what was asked for is done, else 1. */
  int run(Asked asked, Connection connection) {
    SingleConnectionDataSource database = new SingleConnectionDataSource(connection, true);
    JdbcTemplate jdbc = new JdbcTemplate(database);
    LoadJobs jobs =
        new LoadJobs(
            jdbc,
            new TransactionTemplate(new DataSourceTransactionManager(database)),
            LoadLimits.defaults());
    try {
      if (asked.command().equals("list-codes")) {
        return list(asked, jdbc);
      }
      return watch(asked, jobs, begin(asked, jobs));
    } catch (SourceProblem problem) {
      return refused(CodeImportFaults.of(problem));
    } catch (DataAccessException failure) {
      err.println(messages.text("codes.database", state(failure)));
      return 1;
    } catch (IOException | InvalidPathException unreadable) {
      err.println(messages.text("codes.unreadable", asked.file()));
      return 1;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static String state(DataAccessException failure) {
    return failure.getMostSpecificCause() instanceof SQLException sql ? sql.getSQLState() : "-";
  }

  private UUID begin(Asked asked, LoadJobs jobs) throws IOException {
    Caller caller =
        new Caller(asked.tenant(), "command-line", "", asked.command() + "-" + UUID.randomUUID());
    String url = asked.options().get("--url");
    String version = asked.options().get("--version");
    if (url.isBlank() || url.contains("|") || url.length() > 500) {
      throw new SourceProblem("load-option", "--url", url);
    }
    if (version != null && (version.isBlank() || version.length() > 100)) {
      throw new SourceProblem("load-option", "--version", version);
    }
    if (!asked.command().equals("import-codes")) {
      return jobs.ask(caller, asked.command().replace("-codes", ""), url, version);
    }
    LoadOptions options = asked.load();
    if (options.wrong() != null) {
      throw new SourceProblem(
          "load-option",
          "--" + options.wrong(),
          asked.options().getOrDefault("--" + options.wrong(), "-"));
    }
    try (InputStream file =
        new BufferedInputStream(Files.newInputStream(Path.of(asked.file())), 1 << 20)) {
      return jobs.load(caller, url, version, options, file);
    }
  }

  private int watch(Asked asked, LoadJobs jobs, UUID id) throws InterruptedException, IOException {
    out.println(messages.text("codes.job", id));
    long told = -1;
    while (true) {
      LoadJob job = jobs.find(asked.tenant(), id).orElseThrow();
      if (job.finished()) {
        return end(asked, jobs, job);
      }
      if (job.rowsDone() / 10_000 != told / 10_000) {
        told = job.rowsDone();
        out.println(messages.text("codes.progress", job.rowsDone(), job.loaded(), job.refused()));
      }
      Thread.sleep(LOOK);
    }
  }

  private int end(Asked asked, LoadJobs jobs, LoadJob job) throws IOException {
    if (!jobs.problems(job.id(), 0, 1).isEmpty()) {
      Path report =
          Path.of(asked.options().getOrDefault("--report", "report-" + job.id() + ".csv"));
      try (var file = Files.newBufferedWriter(report)) {
        new RowReport(jobs).write(job.id(), file);
      }
      out.println(messages.text("codes.report", report.toAbsolutePath()));
    }
    if (job.problem() != null) {
      return refused(
          CodeImportFaults.of(new SourceProblem(job.problem(), job.problemArguments().toArray())));
    }
    out.println(
        messages.text(
            "codes." + job.state(),
            job.url(),
            job.version(),
            job.loaded(),
            job.merged(),
            job.refused()));
    return job.state().equals("done") ? 0 : 1;
  }

  private int refused(Fault fault) {
    err.println(fault.text().in(messages.locale()));
    err.println(fault.remedy().in(messages.locale()));
    return 1;
  }

  private int list(Asked asked, JdbcTemplate jdbc) {
    String url = asked.options().get("--url");
    new CodeSystemVersions(jdbc)
        .all(asked.tenant()).stream()
            .filter(each -> url == null || url.equals(each.url()))
            .forEach(
                each ->
                    out.printf(
                        "%s\t%s\t%s\t%d%n",
                        each.url(), each.version(), each.state().text(), each.concepts()));
    return 0;
  }
}
