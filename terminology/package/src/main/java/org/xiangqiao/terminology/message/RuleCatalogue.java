package org.xiangqiao.terminology.message;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.xiangqiao.terminology.CsvResource;

/** All rules that have words: {@code rules.csv}. */
public final class RuleCatalogue {

  private final Map<String, Rule> rules = new LinkedHashMap<>();

  public RuleCatalogue() {
    CsvResource.rows(RuleCatalogue.class, "rules.csv")
        .forEach(
            row ->
                rules.put(
                    row.get("rule"),
                    new Rule(
                        row.get("rule"),
                        new Words(row.get("zh"), row.get("en")),
                        new Words(row.get("remedy_zh"), row.get("remedy_en")))));
  }

  public Optional<Rule> find(String id) {
    return Optional.ofNullable(rules.get(id));
  }

  /** In the order of the file. */
  public Iterable<Rule> all() {
    return rules.values();
  }
}
