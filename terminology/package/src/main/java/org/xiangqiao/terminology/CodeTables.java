package org.xiangqiao.terminology;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The code tables that ship with this package, read once from {@code codes/tables.csv}. */
public final class CodeTables {

  private final Map<String, CodeTable> byName;

  private CodeTables(Map<String, CodeTable> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  public static CodeTables load() {
    Map<String, CodeTable> tables = new LinkedHashMap<>();
    for (Map<String, String> row : CsvResource.rows(CodeTables.class, "codes/tables.csv")) {
      String name = row.get("table");
      tables.put(
          name,
          new CodeTable(
              name,
              row.get("system"),
              row.get("title_zh"),
              row.get("title_en"),
              CsvResource.rows(CodeTables.class, "codes/" + name + ".csv").stream()
                  .map(CodeTables::concept)
                  .toList()));
    }
    return new CodeTables(tables);
  }

  public Collection<CodeTable> all() {
    return byName.values();
  }

  /** 疫苗产品编码, four digits. */
  public CodeTable vaccineProducts() {
    return table("vaccine-product-4digit");
  }

  /** 国家免疫规划疫苗. */
  public CodeTable programmeVaccines() {
    return table("nip-vaccines");
  }

  /** 接种部位. */
  public CodeTable immunizationSites() {
    return table("immunization-site");
  }

  /** 接种途径. */
  public CodeTable immunizationRoutes() {
    return table("immunization-route");
  }

  /** 性别, GB/T 2261.1. */
  public CodeTable sexes() {
    return table("gb2261-1-gender");
  }

  /** 婚姻状况, GB/T 2261.2. */
  public CodeTable maritalStatuses() {
    return table("gb2261-2-marital");
  }

  /** 民族, GB/T 3304. */
  public CodeTable ethnicGroups() {
    return table("gb3304-ethnic");
  }

  /** 家庭关系, GB/T 4761. */
  public CodeTable familyRelationships() {
    return table("gb4761-family-relationship");
  }

  private CodeTable table(String name) {
    CodeTable table = byName.get(name);
    if (table == null) {
      throw new IllegalStateException("no code table " + name);
    }
    return table;
  }

  private static CodeTable.Concept concept(Map<String, String> row) {
    Map<String, String> more = new LinkedHashMap<>(row);
    more.keySet().removeAll(List.of("code", "display_zh", "display_en"));
    return new CodeTable.Concept(
        row.get("code"), row.get("display_zh"), row.getOrDefault("display_en", ""), more);
  }
}
