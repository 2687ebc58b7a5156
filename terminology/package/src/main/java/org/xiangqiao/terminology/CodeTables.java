package org.xiangqiao.terminology;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The code tables that ship with this package: the index {@code codes/tables.csv} at once, each
 * table when it is first asked for.
 */
public final class CodeTables {

  private final Map<String, Map<String, String>> index;
  private final Map<String, CodeTable> read = new ConcurrentHashMap<>();

  private CodeTables(Map<String, Map<String, String>> index) {
    this.index = Collections.unmodifiableMap(index);
  }

  public static CodeTables load() {
    Map<String, Map<String, String>> index = new LinkedHashMap<>();
    for (Map<String, String> row : CsvResource.rows(CodeTables.class, "codes/tables.csv")) {
      if (index.put(row.get("table"), row) != null) {
        throw new IllegalStateException("table " + row.get("table") + " is twice in the index");
      }
    }
    return new CodeTables(index);
  }

  /** In the order of the index. */
  public Collection<CodeTable> all() {
    return index.keySet().stream().map(this::table).toList();
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

  /** By the name of its file, without ending. */
  public CodeTable table(String name) {
    Map<String, String> row = index.get(name);
    if (row == null) {
      throw new IllegalStateException("no code table " + name);
    }
    return read.computeIfAbsent(name, key -> read(key, row));
  }

  private static CodeTable read(String name, Map<String, String> row) {
    return new CodeTable(
        name,
        row.get("system"),
        row.get("title_zh"),
        row.get("title_en"),
        new CodeTable.Provenance(
            row.get("content"),
            row.get("confirmed"),
            row.get("hierarchy"),
            row.get("source"),
            row.get("copyright")),
        CsvResource.rows(CodeTables.class, "codes/" + name + ".csv").stream()
            .map(CodeTables::concept)
            .toList());
  }

  private static CodeTable.Concept concept(Map<String, String> row) {
    Map<String, String> more = new LinkedHashMap<>(row);
    more.keySet().removeAll(List.of("code", "display_zh", "display_en"));
    return new CodeTable.Concept(
        row.get("code"), row.get("display_zh"), row.getOrDefault("display_en", ""), more);
  }
}
