package org.xiangqiao.integration.insurance.book;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which version of a Claim was handed in (提交时的版本): what was settled, whatever became of it. */
public final class SettledVersions {

  private final JdbcTemplate jdbc;

  public SettledVersions(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param claims logical ids
   * @return by logical id; those that were never handed in are not there
   */
  public Map<String, Long> of(int tenantId, Collection<String> claims) {
    Map<String, Long> versions = new LinkedHashMap<>();
    jdbc.query(
        "select resource_id, resource_version from insurance_case"
            + " where tenant_id = ? and kind = 'claim' and resource_id = any(?)"
            + " and resource_version is not null",
        row -> {
          versions.put(row.getString(1), row.getLong(2));
        },
        tenantId,
        claims.toArray(String[]::new));
    return versions;
  }

  /**
   * Institutions (定点医药机构编号) whose bills they are.
   *
   * @param claims logical ids
   * @return by logical id; those that were never handed in are not there
   */
  public Map<String, String> institutions(int tenantId, Collection<String> claims) {
    Map<String, String> institutions = new LinkedHashMap<>();
    jdbc.query(
        "select resource_id, institution from insurance_case"
            + " where tenant_id = ? and kind = 'claim' and resource_id = any(?)",
        row -> {
          institutions.put(row.getString(1), row.getString(2));
        },
        tenantId,
        claims.toArray(String[]::new));
    return institutions;
  }
}
