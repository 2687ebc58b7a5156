package org.xiangqiao.bench.oracle.compare;

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

  private DifferencesDocument() {}

  public static String render(Differences differences) {
    StringBuilder text = new StringBuilder(HEAD);
    text.append("| difference | right | clause | why |\n|---|---|---|---|\n");
    for (Difference each : differences.all()) {
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
    return text.toString();
  }

  private static String cell(String text) {
    return text.strip().replace("|", "\\|").replaceAll("\\s+", " ");
  }
}
