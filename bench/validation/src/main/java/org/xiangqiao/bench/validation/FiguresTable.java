package org.xiangqiao.bench.validation;

import java.util.Locale;
import java.util.Map;

/** The figures of a run beside their limits, as Markdown; times are those of one processor. */
final class FiguresTable {

  private final StringBuilder table =
      new StringBuilder("| what | limit | measured |\n|---|--:|--:|\n");

  private FiguresTable() {}

  static String of(Map<String, Object> figures) {
    FiguresTable lines = new FiguresTable();
    lines.race(map(figures.get("race")));
    if (figures.containsKey("transactionOf50")) {
      Map<?, ?> both = map(figures.get("transactionOf50"));
      lines.line(
          "transaction of 50, longer with checks by", "20 %", both.get("moreTimePercent"), " %");
      lines.line("… the calling thread's work", "", both.get("moreProcessorPercent"), " %");
    }
    Map<?, ?> fresh = map(figures.get("freshStart"));
    lines.line(
        "compiling all profiles, first thing in a JVM",
        "1,000 ms",
        map(fresh.get("compileAllProfiles")).get("processorMillis"),
        " ms");
    lines.line("memory, definitions read", "", fresh.get("definitionsMegabytes"), " MB");
    lines.line("memory, compiled", "", fresh.get("compiledMegabytes"), " MB");
    lines.line("memory, both", "60 MB", fresh.get("totalMegabytes"), " MB");
    map(figures.get("hostile"))
        .forEach(
            (name, each) ->
                lines.line("refused: " + name, "100 ms", map(each).get("processorMillis"), " ms"));
    return lines.table.toString();
  }

  private void race(Map<?, ?> rows) {
    rows.forEach(
        (name, row) -> {
          Map<?, ?> speeds = map(row);
          line(name + ", a second and processor", "4,000", speeds.get("compiled"), "");
          line("… HL7's validator, cured", "", speeds.get("cured"), "");
          if (speeds.containsKey("stock")) {
            line("… HL7's validator, stock HAPI", "", speeds.get("stock"), "");
          }
          line("… times cured", "15", speeds.get("timesCured"), "");
        });
  }

  private void line(String what, String limit, Object figure, String unit) {
    double number = ((Number) figure).doubleValue();
    table.append(
        String.format(
            Locale.ROOT,
            Math.abs(number) < 100 ? "| %s | %s | %.1f%s |%n" : "| %s | %s | %,.0f%s |%n",
            what,
            limit,
            number,
            unit));
  }

  private static Map<?, ?> map(Object figures) {
    return (Map<?, ?>) figures;
  }
}
