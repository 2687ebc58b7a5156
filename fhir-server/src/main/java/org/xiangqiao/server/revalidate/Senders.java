package org.xiangqiao.server.revalidate;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.export.VersionPages.Version;

/**
 * Who wrote a version: the audit trail knows, because every write's record commits with it. Months
 * of it are dropped in the end; older versions then have no known sender.
 */
final class Senders {

  /** Between the time of a version and that of its record. */
  private static final Duration APART = Duration.ofMinutes(10);

  /** A version by its logical id and number. */
  private record Written(String id, long number) {}

  private final JdbcTemplate jdbc;

  Senders(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Senders of some versions of a type, in their order; empty where nobody knows. */
  List<String> of(int tenant, String type, List<Version> versions) {
    if (versions.isEmpty()) {
      return List.of();
    }
    Instant first = versions.stream().map(Version::lastUpdated).min(Instant::compareTo).get();
    Instant last = versions.stream().map(Version::lastUpdated).max(Instant::compareTo).get();
    String[] ids = versions.stream().map(Version::id).distinct().toArray(String[]::new);
    Map<Written, String> clients = new HashMap<>();
    jdbc.query(
        """
        select client, resource_id, version, further_ids, further_versions
          from audit_trail
         where tenant_id = ? and resource_type = ? and at between ? and ? and action in ('C', 'U')
           and (resource_id = any(?) and resource_id <> '' or further_ids && ?::text[])
        """,
        row -> {
          note(row, clients);
        },
        tenant,
        type,
        first.minus(APART).atOffset(ZoneOffset.UTC),
        last.plus(APART).atOffset(ZoneOffset.UTC),
        ids,
        ids);
    return versions.stream()
        .map(each -> clients.getOrDefault(new Written(each.id(), each.number()), ""))
        .toList();
  }

  private static void note(ResultSet row, Map<Written, String> clients) throws SQLException {
    String client = row.getString(1);
    clients.put(new Written(row.getString(2), row.getLong(3)), client);
    Array further = row.getArray(4);
    if (further == null) {
      return;
    }
    String[] ids = (String[]) further.getArray();
    Long[] numbers = (Long[]) row.getArray(5).getArray();
    for (int i = 0; i < ids.length; i++) {
      clients.put(new Written(ids[i], numbers[i]), client);
    }
  }
}
