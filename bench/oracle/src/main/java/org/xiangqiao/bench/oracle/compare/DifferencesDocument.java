package org.xiangqiao.bench.oracle.compare;

import java.util.List;

/** {@code docs/conformance/differences.md}: the accepted differences for people to read. */
public final class DifferencesDocument {

  private static final String HEAD =
      """
      # Differences to HAPI JPA

      The oracle sends the same data and the same generated requests to this server and to HAPI FHIR's JPA server 8.8.0 and compares ids, order under `_sort`, totals, what is included, and the effects of writes.
      What is listed here may differ; anything else fails the build. The clause is of FHIR R4 (4.0.1) unless another standard is named.
      "Right": whose answer the clause allows; `both` where it leaves the choice.

      Generated from `bench/oracle/src/main/resources/differences.yaml`; the figures of the last published run are in [oracle.json](oracle.json).

      """;

  private static final String OPERATIONS =
      """

      ## Operations

      Both servers are also sent the calls of `bench/oracle/src/main/resources/operations.yaml`: `$everything`, `$meta`, `$meta-add`, `$meta-delete`, `$validate`, `$document`, `$graphql`, `$lastn`, `$expunge`, `$export`. Compared is what each answer comes to: the resources over all pages, labels, whether there are errors, data, lines of each type in the exported files, what is left after an erasure.
      Not compared, because the peer has no such call: `$graph`, `$import`, and `$reindex`, which it answers in another form under other names.

      """;

  private DifferencesDocument() {}

  public static String render(Differences differences) {
    StringBuilder text = new StringBuilder(HEAD);
    table(text, differences.all().stream().filter(each -> !each.ofOperation()).toList());
    text.append(OPERATIONS);
    table(text, differences.all().stream().filter(Difference::ofOperation).toList());
    return text.toString();
  }

  private static void table(StringBuilder text, List<Difference> differences) {
    text.append("| difference | right | clause | why |\n|---|---|---|---|\n");
    for (Difference each : differences) {
      text.append("| ")
          .append(cell(each.name()))
          .append(" | ")
          .append(each.right())
          .append(" | ")
          .append(cell(each.clause()))
          .append(" | ")
          .append(cell(each.reason()))
          .append(" |\n");
    }
  }

  private static String cell(String text) {
    return text.strip().replace("|", "\\|").replaceAll("\\s+", " ");
  }
}
