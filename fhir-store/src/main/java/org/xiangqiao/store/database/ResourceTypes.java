package org.xiangqiao.store.database;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.StoreProblem;

/** FHIR R4 resource types the store keeps: their codes and tables. Read once, never changes. */
public final class ResourceTypes {

  private final Map<String, Short> codes;
  private final Map<Short, String> names;
  private final Map<String, String> tables;

  private ResourceTypes(Map<String, Short> codes) {
    this.codes = Map.copyOf(codes);
    Map<Short, String> byCode = new HashMap<>();
    Map<String, String> byName = new HashMap<>();
    codes.forEach(
        (name, code) -> {
          byCode.put(code, name);
          byName.put(name, "resource_" + name.toLowerCase(Locale.ROOT));
        });
    this.names = Map.copyOf(byCode);
    this.tables = Map.copyOf(byName);
  }

  public static ResourceTypes load(JdbcTemplate jdbc) {
    Map<String, Short> codes = new HashMap<>();
    jdbc.query(
        "select name, type_code from resource_type",
        row -> {
          codes.put(row.getString(1), row.getShort(2));
        });
    return new ResourceTypes(codes);
  }

  public boolean knows(String type) {
    return codes.containsKey(type);
  }

  public Set<String> names() {
    return codes.keySet();
  }

  public short code(String type) {
    return codes.get(require(type));
  }

  public String name(short code) {
    return names.get(code);
  }

  /** Table of current versions; safe to put into SQL because only known types have one. */
  public String table(String type) {
    return tables.get(require(type));
  }

  /**
   * The type itself.
   *
   * @throws org.xiangqiao.store.StoreException if FHIR R4 has no such resource type
   */
  public String require(String type) {
    if (type == null || !codes.containsKey(type)) {
      throw StoreProblem.of(StoreProblem.Kind.INVALID, "", "unknown-type", type == null ? "" : type)
          .exception();
    }
    return type;
  }
}
