package org.xiangqiao.store.record;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Meta;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.search.criteria.ResourceTables;
import org.xiangqiao.store.search.criteria.SearchProblems;
import org.xiangqiao.store.search.criteria.SqlStatement;

/**
 * Gathers the profiles, tags and security labels of all resources of some types. No index lists
 * them: resources that have any are read, for a limited time.
 */
public final class LabelsInUse {

  private static final int MOST = 5_000;
  private static final String CANCELED = "57014";

  private final JdbcTemplate jdbc;
  private final ResourceTables tables;
  private final IndexHash hash;
  private final long limitSeconds;

  public LabelsInUse(DataSource dataSource, IndexHash hash, Duration limit) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.tables = new ResourceTables(new JdbcTemplate(dataSource));
    this.hash = hash;
    this.limitSeconds = limit.toSeconds();
    jdbc.setQueryTimeout((int) limitSeconds);
  }

  public Meta read(Caller caller, Set<String> types) {
    SqlStatement sql = new SqlStatement();
    sql.add("select kind, system, code, min(display) from (");
    String separator = "";
    for (String type : new TreeSet<>(types)) {
      sql.add(separator);
      labels(sql, caller.tenantId(), type);
      separator = " union all ";
    }
    sql.add(") labels group by kind, system, code order by kind, system, code limit ?", MOST + 1);
    Meta meta = new Meta();
    int[] number = new int[1];
    try {
      jdbc.query(
          sql,
          row -> {
            number[0]++;
            add(meta, row.getString(1), row.getString(2), row.getString(3), row.getString(4));
          });
    } catch (DataAccessException e) {
      if (e.getMostSpecificCause() instanceof SQLException failure
          && CANCELED.equals(failure.getSQLState())) {
        throw SearchProblems.labelsTooLong(limitSeconds);
      }
      throw e;
    }
    if (number[0] > MOST) {
      throw SearchProblems.tooManyLabels(MOST);
    }
    return meta;
  }

  private void labels(SqlStatement sql, int tenantId, String type) {
    String present =
        Stream.of("_profile", "_tag", "_security")
            .map(name -> String.valueOf(hash.presence(type + "." + name)))
            .collect(Collectors.joining(","));
    sql.add("select l.* from (select r.body::json -> 'meta' as meta from ");
    sql.add(tables.of(tenantId, type) + " r where r.tenant_id = ?", tenantId);
    sql.add(" and r.present && '{" + present + "}'::integer[]");
    if (type.equals("Binary")) {
      // Who may see one is decided for each; here nobody is asked about each.
      sql.add(" and r.body::json -> 'securityContext' is null");
    }
    sql.add(") m cross join lateral (");
    coding(sql, "tag");
    coding(sql, "security");
    sql.add("select 'profile' as kind, '' as system, p #>> '{}' as code, null as display");
    sql.add(" from json_array_elements(m.meta -> 'profile') p) l");
  }

  private static void coding(SqlStatement sql, String kind) {
    sql.add("select '" + kind + "' as kind, coalesce(c ->> 'system', '') as system,");
    sql.add(" coalesce(c ->> 'code', '') as code, c ->> 'display' as display");
    sql.add(" from json_array_elements(m.meta -> '" + kind + "') c union all ");
  }

  private static void add(Meta meta, String kind, String system, String code, String display) {
    if (kind.equals("profile")) {
      meta.addProfile(code);
      return;
    }
    Coding label = kind.equals("tag") ? meta.addTag() : meta.addSecurity();
    label.setSystem(system.isEmpty() ? null : system).setCode(code.isEmpty() ? null : code);
    label.setDisplay(display);
  }
}
