package org.xiangqiao.bench.insurance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Transactions that write, told by PostgreSQL's log of statements: each line has the transaction's
 * number, and the tables say whose it is.
 */
final class StatementLog {

  static final String NAME = "statements.log";

  /** Of {@code log_line_prefix}. */
  static final String PREFIX = "<%x>";

  /** What a statement does to which table. */
  private static final Pattern TABLE =
      Pattern.compile("execute [^:]*: .*?(insert into|update|delete from|from) (\\w+)");

  private static final Pattern LINE = Pattern.compile("<(\\d+)>LOG: +(.*)");

  /** Tables of the settlement, and of the resources that it writes. */
  private static final Pattern SETTLEMENT =
      Pattern.compile(
          "insurance_(case|person|step|booking)"
              + "|resource_(claim|claimresponse|detectedissue|explanationofbenefit)\\b");

  private final OurBooks books;
  private final Path file;

  StatementLog(OurBooks books, Path folder) {
    this.books = books;
    this.file = folder.resolve(NAME);
  }

  /**
   * What was counted.
   *
   * @param transactions those of settlements
   * @param others that wrote something meanwhile
   * @param statements of all of the server, those that only read included
   * @param kinds statements of a transaction, and how many there were of such
   */
  record Counted(long transactions, long others, long statements, Map<String, Long> kinds) {}

  /** A piece of work. */
  @FunctionalInterface
  interface Work {

    void run() throws Exception;
  }

  Counted during(Work work) throws Exception {
    log("0");
    long begin = Files.size(file);
    try {
      work.run();
    } finally {
      log("-1");
    }
    return counted(begin);
  }

  /** Returns when a new setting is in force; backends see it before their next statement. */
  private void log(String milliseconds) throws SQLException, InterruptedException {
    books.change(
        "alter system set log_min_duration_statement = " + milliseconds, "select pg_reload_conf()");
    String asked =
        "select setting::bigint from pg_settings where name = 'log_min_duration_statement'";
    while (books.number(asked) != Long.parseLong(milliseconds)) {
      Thread.sleep(20);
    }
  }

  private Counted counted(long begin) throws IOException {
    byte[] all = Files.readAllBytes(file);
    String text = new String(all, (int) begin, (int) (all.length - begin), StandardCharsets.UTF_8);
    Map<String, StringBuilder> statements = new LinkedHashMap<>();
    StringBuilder current = new StringBuilder();
    long executed = 0;
    for (String line : text.lines().toList()) {
      Matcher first = LINE.matcher(line);
      if (first.matches()) {
        current = statements.computeIfAbsent(first.group(1), number -> new StringBuilder());
        current.append('\n').append(first.group(2));
        executed += first.group(2).contains(" execute ") ? 1 : 0;
      } else {
        current.append(' ').append(line.strip());
      }
    }
    statements.remove("0");
    List<String> kinds = statements.values().stream().map(StatementLog::kind).toList();
    long ours = kinds.stream().filter(kind -> SETTLEMENT.matcher(kind).find()).count();
    return new Counted(
        ours,
        kinds.size() - ours,
        executed,
        kinds.stream()
            .collect(Collectors.groupingBy(kind -> kind, TreeMap::new, Collectors.counting())));
  }

  /** The tables that its statements name first, in order. */
  private static String kind(CharSequence statements) {
    return statements
        .toString()
        .lines()
        .map(line -> TABLE.matcher(line.toLowerCase(Locale.ROOT)))
        .filter(Matcher::find)
        .map(table -> table.group(1) + " " + table.group(2))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
