package org.xiangqiao.bench.insurance;

import java.util.Locale;
import java.util.Map;

/** The figures of a run beside their limits, as Markdown. */
final class FiguresTable {

  private final StringBuilder table =
      new StringBuilder("| what | limit | measured |\n|---|--:|--:|\n");

  private FiguresTable() {}

  static String of(Map<String, Object> figures) {
    FiguresTable lines = new FiguresTable();
    Map<?, ?> share = map(figures.get("share"));
    lines.line("our share at 5 a second, middle", "", share.get("p50"), " ms");
    lines.line("… p99", "100 ms", share.get("p99"), " ms");
    lines.line(
        "floor: " + share.get("transactions") + " transactions",
        "",
        map(share.get("floor")).get("p50"),
        " ms");
    lines.line("… times the floor", "3", share.get("timesFloor"), "");
    Map<?, ?> sustained = map(figures.get("sustained"));
    lines.line("offered 50 a second, settled a second", "50", sustained.get("aSecond"), "");
    lines.line("… p99 with the platform's time", "", sustained.get("p99"), " ms");
    Map<?, ?> waiting = map(figures.get("waiting"));
    lines.line("waiting at once", "500", waiting.get("waiting"), "");
    lines.line("… memory added", "128 MB", waiting.get("addedMegabytes"), " MB");
    lines.line("… database connections held", "0", waiting.get("connections"), "");
    lines.line("… p99 of reads beside, times alone", "2", waiting.get("timesAlone"), "");
    lines.line("one more: status", "503", waiting.get("above"), "");
    lines.line("… messages sent of it", "0", waiting.get("sentOfAbove"), "");
    return lines.table.toString();
  }

  private void line(String what, String limit, Object figure, String unit) {
    table.append(
        String.format(
            Locale.ROOT,
            "| %s | %s | %.1f%s |%n",
            what,
            limit,
            ((Number) figure).doubleValue(),
            unit));
  }

  private static Map<?, ?> map(Object figures) {
    return (Map<?, ?>) figures;
  }
}
