package org.xiangqiao.terminology.builder.profile;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.ElementDefinition.ElementDefinitionConstraintComponent;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.CsvResource;
import org.xiangqiao.terminology.message.ClerkMessages;

/**
 * A page for each invariant of our profiles, and one with those of R4. To renew them: {@code mvn
 * test -pl terminology/builder -am -Dtest=InvariantPagesTest -Dinvariant.pages=write}.
 */
class InvariantPagesTest {

  private static final Path PAGES = Path.of("../../docs/rules/invariants");
  private static final int MOST_PLACES = 6;

  private final Map<String, Told> rules = new TreeMap<>();

  /** An invariant and where it is asked for. */
  private record Told(ElementDefinitionConstraintComponent rule, TreeSet<String> places) {}

  @Test
  void pagesAreCurrent() throws IOException {
    Map<String, String> pages = pages();
    if (System.getProperty("invariant.pages", "").equals("write")) {
      Files.createDirectories(PAGES);
      for (String gone : present().keySet()) {
        Files.delete(PAGES.resolve(gone));
      }
      for (Map.Entry<String, String> page : pages.entrySet()) {
        Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
      }
    }
    assertThat(present()).isEqualTo(pages);
  }

  private Map<String, String> pages() {
    Map<String, Map<String, String>> remedies = new HashMap<>();
    CsvResource.rows(ClerkMessages.class, "invariants.csv")
        .forEach(
            row ->
                remedies.put(
                    row.get("key"),
                    Map.of("zh", row.get("remedy_zh"), "en", row.get("remedy_en"))));
    PackageContent.built().profiles().forEach(profile -> add(profile, true));
    Map<String, String> pages = new TreeMap<>();
    List<String> own = new ArrayList<>();
    rules.forEach(
        (key, told) -> {
          own.add("| [`%s`](%s.md) | %s |".formatted(key, key, told.rule().getHuman()));
          pages.put(key + ".md", page(key, told, remedies.get(key)));
        });
    assertThat(remedies.keySet()).isEqualTo(rules.keySet());
    pages.put(
        "README.md",
        """
        # 档案规则 Rules of our profiles

        Made from the profiles by the build; do not edit. Those of R4 itself: [R4](r4.md).

        | 规则 Rule | 说明 Meaning |
        |---|---|
        %s
        """
            .formatted(String.join("\n", own)));
    rules.clear();
    for (IBaseResource each :
        FhirContext.forR4Cached().getValidationSupport().fetchAllStructureDefinitions()) {
      StructureDefinition definition = (StructureDefinition) each;
      if (definition.getDerivation() != StructureDefinition.TypeDerivationRule.CONSTRAINT) {
        add(definition, false);
      }
    }
    pages.put("r4.md", r4());
    return pages;
  }

  private void add(StructureDefinition definition, boolean ours) {
    for (ElementDefinition element : definition.getDifferential().getElement()) {
      for (ElementDefinitionConstraintComponent rule : element.getConstraint()) {
        if (!ours || rule.getKey().startsWith("xq-")) {
          rules
              .computeIfAbsent(rule.getKey(), key -> new Told(rule, new TreeSet<>()))
              .places()
              .add(ours ? definition.getIdPart() + ": " + element.getPath() : element.getPath());
        }
      }
    }
  }

  private static String page(String key, Told told, Map<String, String> remedy) {
    return """
        # %s

        %s

        | | |
        |---|---|
        | 处理 | %s |
        | Remedy | %s |
        | 级别 Severity | %s |
        | 用于 Asked for | %s |
        | 表达式 Expression | `%s` |
        """
        .formatted(
            key,
            told.rule().getHuman(),
            remedy == null ? "" : remedy.get("zh"),
            remedy == null ? "" : remedy.get("en"),
            told.rule().getSeverity().toCode(),
            places(told),
            cell(told.rule().getExpression()));
  }

  private String r4() {
    Map<String, String> chinese = new HashMap<>();
    CsvResource.rows(ClerkMessages.class, "invariants-r4.csv")
        .forEach(row -> chinese.put(row.get("key"), row.get("zh")));
    assertThat(rules.keySet()).containsAll(chinese.keySet());
    StringBuilder table = new StringBuilder();
    rules.forEach(
        (key, told) ->
            table.append(
                "| <a id=\"%s\"></a>`%s` | %s | %s | %s |%n"
                    .formatted(
                        key,
                        key,
                        told.rule().getSeverity().toCode(),
                        (chinese.getOrDefault(key, "") + " " + cell(told.rule().getHuman()))
                            .strip(),
                        places(told))));
    return """
        # R4 的规则 Rules of R4

        Made from R4's definitions by the build; do not edit. R4 has them in English only; the Chinese words are ours, for the data types and for the resources that a township keeps. Correct the element as the rule says.

        | 规则 Rule | 级别 Severity | 说明 Meaning | 用于 Asked for |
        |---|---|---|---|
        %s"""
        .formatted(table);
  }

  private static String places(Told told) {
    String first = String.join(", ", told.places().stream().limit(MOST_PLACES).toList());
    return told.places().size() > MOST_PLACES ? first + " …" : first;
  }

  private static String cell(String text) {
    return text.strip().replaceAll("\\s+", " ").replace("|", "\\|");
  }

  private static Map<String, String> present() throws IOException {
    Map<String, String> present = new TreeMap<>();
    if (Files.isDirectory(PAGES)) {
      try (Stream<Path> files = Files.list(PAGES)) {
        for (Path file : files.toList()) {
          present.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    return present;
  }
}
