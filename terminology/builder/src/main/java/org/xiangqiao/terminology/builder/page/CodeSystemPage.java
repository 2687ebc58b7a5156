package org.xiangqiao.terminology.builder.page;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.Resource;

/** The table of all code systems, {@code docs/fhir/code-systems.md}. */
public final class CodeSystemPage {

  public static final String FILE = "code-systems.md";

  private static final String SOURCE = "来源 Source: ";
  private static final String CONFIRMED = " 核实 Confirmed: ";

  private static final String HEAD =
      """
      # Code systems 代码系统

      Made from the package by the build; do not edit. `complete`: every code of the system is there. `fragment`: some are, or nobody confirmed that it is all. `not-present`: national documents use it, its codes are imported or not published. Confirmed `yes`: table and codes agree with a second source; `partly`: the property `confirmed` of each concept or the source says what does not; `own`: of Xiangqiao.

      Every concept with a Chinese display has its pinyin and the initials of its pinyin as designations (use `https://fhir.xiangqiao.org/CodeSystem/designation-use`).

      | id | title | canonical | codes | content | confirmed | source |
      |---|---|---|--:|---|---|---|
      """;

  private CodeSystemPage() {}

  public static String of(List<Resource> all) {
    StringBuilder page = new StringBuilder(HEAD);
    all.stream()
        .filter(CodeSystem.class::isInstance)
        .map(CodeSystem.class::cast)
        .sorted(
            Comparator.comparing(
                    (CodeSystem s) -> s.getContent() == CodeSystemContentMode.NOTPRESENT)
                .thenComparing(system -> system.getIdPart()))
        .forEach(system -> page.append(row(system)));
    return page.toString();
  }

  private static String row(CodeSystem system) {
    String description = system.getDescription() == null ? "" : system.getDescription();
    int source = description.indexOf(SOURCE);
    int confirmed = description.lastIndexOf(CONFIRMED);
    boolean told = source >= 0 && confirmed > source;
    return String.format(
            Locale.ROOT,
            "| `%s` | %s | `%s` | %s | %s | %s | %s |%n",
            system.getIdPart(),
            cell(system.getTitle()),
            system.getUrl(),
            system.hasCount() ? system.getCount() : "",
            system.getContent().toCode(),
            told ? description.substring(confirmed + CONFIRMED.length()) : "",
            cell(
                told
                    ? description
                        .substring(source + SOURCE.length(), confirmed)
                        .replaceAll("\\.$", "")
                    : description))
        .replace("\r\n", "\n");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s+", " ").trim();
  }
}
