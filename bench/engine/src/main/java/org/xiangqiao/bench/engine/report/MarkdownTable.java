package org.xiangqiao.bench.engine.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.xiangqiao.bench.engine.load.BulkExport;
import org.xiangqiao.bench.engine.load.HitsCheck;
import org.xiangqiao.bench.engine.server.Servers;

/** The figures as Markdown tables. */
final class MarkdownTable {

  private final Findings findings;
  private final StringBuilder out = new StringBuilder();

  MarkdownTable(Findings findings) {
    this.findings = findings;
  }

  String text() {
    about();
    cases();
    footprint();
    exports();
    hits();
    return out.toString();
  }

  private void about() {
    out.append("| | |\n|---|---|\n");
    findings.about().forEach((name, value) -> line("| %s | %s |", name, shown(value)));
    out.append('\n');
  }

  private static String shown(Object value) {
    return value instanceof Map<?, ?> map
        ? String.join(", ", map.entrySet().stream().map(Object::toString).toList())
        : String.valueOf(value);
  }

  private void cases() {
    out.append(
        """
        Rates are per second (resources for transactions, else requests), the median of the rounds; times are milliseconds over all rounds.

        | case | resources | clients | ours | peer | raw SQL | ours/peer | must, aim | ours p50 / p95 / p99 | peer p50 / p95 / p99 | raw p50 / p95 / p99 |
        |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
        """);
    for (Summary.Line each : Summary.of(findings)) {
      line(
          "| %s | %,d | %d | %s | %s | %s | %s | %s | %s | %s | %s |",
          each.title(),
          each.resources(),
          each.clients(),
          rate(each.ours()),
          rate(each.peer()),
          rate(each.raw()),
          each.ratio() == null ? "" : String.format(Locale.ROOT, "**%.1f**", each.ratio()),
          each.must() == null || each.ratio() == null
              ? ""
              : String.format(Locale.ROOT, "%.0f, %.0f", each.must(), each.aim()),
          times(each.ours()),
          times(each.peer()),
          times(each.raw()));
    }
    out.append('\n');
  }

  private static String rate(Summary.Side side) {
    if (side == null) {
      return "";
    }
    String failed = side.failed() == 0 ? "" : " (" + side.failed() + " failed)";
    return String.format(Locale.ROOT, "%,.0f", side.perSecond()) + failed;
  }

  private static String times(Summary.Side side) {
    return side == null
        ? ""
        : String.format(
            Locale.ROOT, "%.1f / %.1f / %.1f", side.p50Ms(), side.p95Ms(), side.p99Ms());
  }

  private void footprint() {
    out.append("| start | seconds to the first answer | RSS after it, MB |\n|---|--:|--:|\n");
    for (Servers.Start each : findings.starts()) {
      line("| %s | %.1f | %d |", each.target(), each.seconds(), each.rssMb());
    }
    out.append("\n| memory | when | RSS, MB |\n|---|---|--:|\n");
    findings.memory().forEach(m -> line("| %s | %s | %d |", m.target(), m.when(), m.mb()));
    out.append("\n| disk | when | resources | MB | bytes a resource |\n|---|---|--:|--:|--:|\n");
    for (Findings.Disk each : findings.disks()) {
      line(
          "| %s | %s | %,d | %,d | %,d |",
          each.target(),
          each.when(),
          each.resources(),
          each.bytes() >> 20,
          each.resources() == 0 ? 0 : each.bytes() / each.resources());
    }
    out.append(
        "\n| load and change | what | resources | seconds | resources/s |\n|---|---|--:|--:|--:|\n");
    findings
        .loads()
        .forEach(
            l ->
                line(
                    "| %s | filled | %,d | %.0f | %,.0f |",
                    l.target(), l.resources(), l.seconds(), l.resources() / l.seconds()));
    findings
        .changes()
        .forEach(
            c ->
                line(
                    "| %s | %s | %,d | %.0f | %,.0f |",
                    c.target(), c.what(), c.resources(), c.seconds(), c.resources() / c.seconds()));
    out.append('\n');
  }

  private void exports() {
    if (findings.exports().isEmpty()) {
      return;
    }
    out.append("| bulk export | resources | seconds | resources/s |\n|---|--:|--:|--:|\n");
    for (BulkExport.Result each : findings.exports()) {
      if (each.refusal() != null) {
        line("| %s | | | %s |", each.target(), each.refusal());
      } else {
        line(
            "| %s | %,d | %.1f | %,.0f |",
            each.target(), each.resources(), each.seconds(), each.perSecond());
      }
    }
    out.append('\n');
  }

  private void hits() {
    List<HitsCheck.Hits> hits = findings.hits();
    out.append(
        "| matches of the same questions | ours | peer | raw SQL | |\n|---|--:|--:|--:|---|\n");
    for (HitsCheck.Hits each : hits) {
      line(
          "| %s | %s | %s | %d | %s |",
          each.scenario(), offered(each.ours()), offered(each.peer()), each.raw(), each.remark());
    }
  }

  private static String offered(long count) {
    return count < 0 ? "not offered" : Objects.toString(count);
  }

  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
