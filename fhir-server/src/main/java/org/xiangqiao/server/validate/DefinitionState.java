package org.xiangqiao.server.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;

/**
 * Tells by one statement whether any definition or package changed: each place has a number for the
 * versions of what lies in it, whoever wrote them on whatever node.
 */
public final class DefinitionState {

  private static final List<String> TYPES =
      List.of("structuredefinition", "valueset", "codesystem");

  private static final String SQL =
      TYPES.stream()
              .map(
                  type ->
                      ("select tenant_id, '%1$s' as part, count(*) || ':'"
                              + " || sum(hashtextextended(fhir_id || '/' || version || '/'"
                              + " || extract(epoch from last_updated), 0)) as mark"
                              + " from resource_%1$s where tenant_id in (?, ?) group by tenant_id")
                          .formatted(type))
              .collect(Collectors.joining(" union all "))
          + " union all select tenant_id, name || '#' || version,"
          + " sha256 || extract(epoch from installed_at)"
          + " from definition_package where tenant_id in (?, ?) order by 1, 2";

  private record Part(int tenant, String mark) {}

  private final JdbcTemplate jdbc;

  public DefinitionState(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Of the county's own definitions if it has any, and of those for all.
   *
   * @param own whether the county has definitions of its own
   */
  public record State(boolean own, String text) {}

  public State of(int tenant) {
    List<Object> tenants = new ArrayList<>();
    for (int i = 0; i <= TYPES.size(); i++) {
      tenants.add(tenant);
      tenants.add(Caller.DEFINITIONS_TENANT);
    }
    List<Part> parts =
        jdbc.query(
            SQL,
            (row, n) ->
                new Part(row.getInt(1), row.getInt(1) + row.getString(2) + row.getString(3)),
            tenants.toArray());
    boolean own =
        parts.stream()
            .anyMatch(each -> each.tenant() == tenant && tenant != Caller.DEFINITIONS_TENANT);
    return new State(own, parts.stream().map(Part::mark).collect(Collectors.joining(" ")));
  }
}
