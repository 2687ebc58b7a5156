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
        "floor: " + share.get("transactions") + " transactions, middle",
        "",
        map(share.get("floor")).get("p50"),
        " ms");
    lines.line("… our share, times the floor", "3", share.get("timesFloor"), "");
    lines.line("… statements of the database", "", share.get("statements"), "");
    Map<?, ?> sustained = map(figures.get("sustained"));
    lines.line("offered 50 a second, settled a second", "50", sustained.get("aSecond"), "");
    lines.line("… p99 with the platform's time", "", sustained.get("p99"), " ms");
    lines.line("… not settled", "0", unsettled(sustained), "");
    Map<?, ?> waiting = map(figures.get("waiting"));
    lines.line("waiting at once", "500", waiting.get("waiting"), "");
    lines.line(
        "… heap added, after a collection", "128 MB", waiting.get("addedHeapMegabytes"), " MB");
    lines.line("… resident memory added", "128 MB", waiting.get("addedResidentMegabytes"), " MB");
    lines.line("… connections held", "0", held(waiting, "connectionsWhile"), "");
    lines.line("… connections taken from the pool", "0", held(waiting, "takenFromPoolWhile"), "");
    lines.line("… p99 of reads beside, times alone", "2", waiting.get("timesAlone"), "");
    lines.line("one more: status", "503", waiting.get("above"), "");
    lines.line("… messages sent of it", "0", waiting.get("sentOfAbove"), "");
    Map<?, ?> ledger = map(figures.get("ledger"));
    lines.line("settled twice, by the platform's ledger", "0", ledger.get("doubles"), "");
    lines.line("… settled there and not booked here", "0", ledger.get("lost"), "");
    lines.line("… booked here and not settled there", "0", ledger.get("missing"), "");
    return lines.table.toString();
  }

  private static long unsettled(Map<?, ?> sustained) {
    return ((Number) sustained.get("offered")).longValue()
        - ((Number) sustained.get("settled")).longValue();
  }

  private static Object held(Map<?, ?> waiting, String samples) {
    return map(waiting.get(samples)).get("fewest");
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
