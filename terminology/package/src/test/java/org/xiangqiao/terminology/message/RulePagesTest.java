package org.xiangqiao.terminology.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.CsvResource;

/**
 * The pages in docs are those of the catalogue. To renew them: {@code mvn test -pl
 * terminology/package -Dtest=RulePagesTest -Drule.pages=write}.
 */
class RulePagesTest {

  private static final Path PAGES = Path.of("../../docs/rules");

  @Test
  void pagesAreCurrent() throws IOException {
    Map<String, String> pages = pages();
    if (System.getProperty("rule.pages", "").equals("write")) {
      Files.createDirectories(PAGES);
      for (Path gone : files().keySet()) {
        Files.delete(gone);
      }
      for (Map.Entry<String, String> page : pages.entrySet()) {
        Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
      }
    }
    Map<String, String> present = new TreeMap<>();
    files().forEach((file, text) -> present.put(file.getFileName().toString(), text));
    assertThat(present).isEqualTo(pages);
  }

  @Test
  void everyFindingOfTheValidatorHasWords() {
    ResourceBundle findings =
        ResourceBundle.getBundle("org.xiangqiao.terminology.validation.findings", Locale.ROOT);
    RuleCatalogue catalogue = new RuleCatalogue();
    assertThat(findings.keySet())
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(catalogue.find(rule)).as(rule).isPresent());
  }

  @Test
  void everyRemedyOfAnInvariantIsInBothLanguages() {
    assertThat(CsvResource.rows(ClerkMessages.class, "invariants.csv"))
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row.get("remedy_zh")).containsPattern("[\\u4e00-\\u9fff]");
              assertThat(row.get("remedy_en"))
                  .containsPattern("[a-z]")
                  .doesNotContainPattern("[\\u4e00-\\u9fff]");
            });
  }

  private static Map<Path, String> files() throws IOException {
    Map<Path, String> files = new TreeMap<>();
    try (var all = Files.list(PAGES)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file, Files.readString(file));
      }
    }
    return files;
  }

  private static Map<String, String> pages() {
    Map<String, String> pages = new TreeMap<>();
    StringBuilder table =
        new StringBuilder(
            """
            # 校验规则 Rules of validation

            One page per rule that a record can break, made from the catalogue by the build; do not edit. Rules that stand in profiles: [ours](invariants/README.md), [R4's](invariants/r4.md). `{element}` is the name of the element, `{shape}` what its value looks like (never the value), `{0}` … what the rule names.

            | 规则 Rule | 说明 Meaning |
            |---|---|
            """);
    for (Rule rule : new RuleCatalogue().all()) {
      table.append(
          "| [`%s`](%s.md) | %s %s |%n"
              .formatted(rule.id(), rule.id(), rule.text().chinese(), rule.text().english()));
      pages.put(
          rule.id() + ".md",
          """
          # %s

          | | 中文 | English |
          |---|---|---|
          | 问题 Finding | %s | %s |
          | 处理 Remedy | %s | %s |
          """
              .formatted(
                  rule.id(),
                  rule.text().chinese(),
                  rule.text().english(),
                  rule.remedy().chinese(),
                  rule.remedy().english()));
    }
    pages.put("README.md", table.toString());
    return pages;
  }
}
