package org.xiangqiao.server.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.xiangqiao.terminology.service.load.LoadOptions;
import org.xiangqiao.terminology.service.load.SourceProblem;

/**
 * Arguments of the commands for code tables, taken apart.
 *
 * @param file null if none is named
 * @param settings of the server: {@code --name=value} whose name has a dot in it
 * @param wrong the first that is not understood, or null
 */
record CodeArguments(
    String command, String file, Map<String, String> options, List<String> settings, String wrong) {

  private static final String IMPORT = "import-codes";
  private static final String DEFAULT_WAIT = "600";

  private static final Set<String> FLAGS = Set.of("--lenient", "--activate");

  /** Options of each command, as its misuse lists them. */
  private static final Map<String, List<String>> OPTIONS =
      Map.of(
          IMPORT,
          List.of(
              "--url",
              "--version",
              "--activate",
              "--lenient",
              "--format",
              "--charset",
              "--sheet",
              "--columns",
              "--hierarchy",
              "--duplicates",
              "--orphans",
              "--title",
              "--language",
              "--tenant",
              "--report",
              "--wait"),
          "activate-codes",
          List.of("--url", "--version", "--tenant", "--wait"),
          "rollback-codes",
          List.of("--url", "--tenant", "--wait"),
          "remove-codes",
          List.of("--url", "--version", "--tenant", "--wait"),
          "list-codes",
          List.of("--url", "--tenant"));

  static Set<String> commands() {
    return OPTIONS.keySet();
  }

  static CodeArguments of(String command, List<String> arguments) {
    Map<String, String> options = new LinkedHashMap<>();
    List<String> settings = new ArrayList<>();
    String file = null;
    String wrong = null;
    for (int i = 0; i < arguments.size(); i++) {
      String each = arguments.get(i);
      String name = each.split("=", 2)[0];
      boolean valued = each.contains("=");
      boolean ours = OPTIONS.get(command).contains(name);
      if (ours && FLAGS.contains(name) && (!valued || each.endsWith("=true"))) {
        options.put(name, "true");
      } else if (ours && !FLAGS.contains(name) && valued) {
        options.put(name, each.substring(name.length() + 1));
      } else if (ours && !FLAGS.contains(name) && i + 1 < arguments.size()) {
        options.put(name, arguments.get(++i));
      } else if (name.startsWith("--") && name.contains(".") && valued) {
        settings.add(each);
      } else if (!each.startsWith("--") && file == null && command.equals(IMPORT)) {
        file = each;
      } else if (wrong == null) {
        wrong = each;
      }
    }
    for (String number : List.of("--tenant", "--wait")) {
      if (wrong == null && !options.getOrDefault(number, "0").matches("[0-9]{1,9}")) {
        wrong = number + " " + options.get(number);
      }
    }
    return new CodeArguments(command, file, options, settings, wrong);
  }

  /** What the command understands. */
  List<String> known() {
    return OPTIONS.get(command);
  }

  /** The first that is needed and missing, or null. */
  String missing() {
    if (command.equals(IMPORT) && file == null) {
      return "FILE";
    }
    if (!command.equals("list-codes") && !options.containsKey("--url")) {
      return "--url";
    }
    boolean named = known().contains("--version");
    return named && !options.containsKey("--version") ? "--version" : null;
  }

  int tenant() {
    return Integer.parseInt(options.getOrDefault("--tenant", "0"));
  }

  /** How long nobody may be at work before the command gives up waiting. */
  Duration patience() {
    return Duration.ofSeconds(Long.parseLong(options.getOrDefault("--wait", DEFAULT_WAIT)));
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
    String name = String.valueOf(file).toLowerCase(Locale.ROOT);
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
