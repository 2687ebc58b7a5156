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
import java.util.Optional;
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

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int UNATTENDED = 3;

  private final PrintStream out;
  private final PrintStream err;
  private final Messages messages;

  CodeCommands(PrintStream out, PrintStream err, Messages messages) {
    this.out = out;
    this.err = err;
    this.messages = messages;
  }

  /** Exit code 0 if what was asked for is done, 3 if no server did it, else 1. */
  int run(CodeArguments asked, Connection connection, LoadLimits limits) {
    SingleConnectionDataSource database = new SingleConnectionDataSource(connection, true);
    JdbcTemplate jdbc = new JdbcTemplate(database);
    LoadJobs jobs =
        new LoadJobs(
            jdbc, new TransactionTemplate(new DataSourceTransactionManager(database)), limits);
    try {
      if (asked.command().equals("list-codes")) {
        return list(asked, jdbc);
      }
      return watch(asked, jobs, begin(asked, jobs));
    } catch (SourceProblem problem) {
      return refused(CodeImportFaults.of(problem));
    } catch (DataAccessException failure) {
      err.println(messages.text("codes.database", state(failure)));
      return FAILED;
    } catch (IOException | InvalidPathException unreadable) {
      err.println(messages.text("codes.unreadable", asked.file()));
      return FAILED;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private static String state(DataAccessException failure) {
    return failure.getMostSpecificCause() instanceof SQLException sql ? sql.getSQLState() : "-";
  }

  private UUID begin(CodeArguments asked, LoadJobs jobs) throws IOException {
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
    Path path = Path.of(asked.file());
    try (InputStream file = new BufferedInputStream(Files.newInputStream(path), 1 << 20)) {
      // What a pipe holds nobody knows before it ends.
      long length = Files.isRegularFile(path) ? Files.size(path) : -1;
      return jobs.load(caller, url, version, options, length, file);
    }
  }

  private int watch(CodeArguments asked, LoadJobs jobs, UUID id)
      throws InterruptedException, IOException {
    out.println(messages.text("codes.job", id));
    Optional<LoadJob> job =
        new CodeWatch(jobs, out, messages).watch(asked.tenant(), id, asked.patience());
    if (job.isEmpty()) {
      err.println(messages.text("codes.gone", id));
      return FAILED;
    }
    if (!job.get().finished()) {
      err.println(messages.text("codes.unattended", id, asked.patience().toSeconds()));
      return UNATTENDED;
    }
    return end(asked, jobs, job.get());
  }

  private int end(CodeArguments asked, LoadJobs jobs, LoadJob job) throws IOException {
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
    return job.state().equals("done") ? DONE : FAILED;
  }

  private int refused(Fault fault) {
    err.println(fault.text().in(messages.locale()));
    err.println(fault.remedy().in(messages.locale()));
    return FAILED;
  }

  private int list(CodeArguments asked, JdbcTemplate jdbc) {
    String url = asked.options().get("--url");
    new CodeSystemVersions(jdbc)
        .all(asked.tenant()).stream()
            .filter(each -> url == null || url.equals(each.url()))
            .forEach(
                each ->
                    out.printf(
                        "%s\t%s\t%s\t%d%n",
                        each.url(), each.version(), each.state().text(), each.concepts()));
    return DONE;
  }
}
