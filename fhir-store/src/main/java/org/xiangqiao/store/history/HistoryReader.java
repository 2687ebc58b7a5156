package org.xiangqiao.store.history;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.HistoryPage;
import org.xiangqiao.store.HistoryPage.HistoryEntry;
import org.xiangqiao.store.HistoryRequest;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOutcome.Effect;
import org.xiangqiao.store.binary.BinaryBodies;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.feed.Horizon;
import org.xiangqiao.store.search.CursorSeal;

/**
 * History of an instance, a type and the tenant, newest first (R4 http.html#history). The change
 * feed gives the order of types and tenants; bodies come from the rows where they lie.
 */
public final class HistoryReader {

  private static final int MAX_COUNT = 1000;

  /** Begun before the end, and not replaced before the beginning; a deletion has no duration. */
  private static final String DURING =
      " and last_updated <= ? and (last_updated >= ? or effect <> 3 and not exists ("
          + "select 1 from resource_history h where h.tenant_id = f.tenant_id"
          + " and h.type_code = f.type_code and h.fhir_id = f.fhir_id and h.version = f.version"
          + " and h.replaced_at <= ?))";

  private final JdbcTemplate jdbc;
  private final ResourceTypes types;
  private final CursorSeal seal;
  private final HistoryBodies bodies;
  private final Horizon horizon;
  private final BinaryBodies binaries;

  public HistoryReader(
      JdbcTemplate jdbc,
      ResourceTypes types,
      CursorSeal seal,
      Horizon horizon,
      BinaryBodies binaries) {
    this.jdbc = jdbc;
    this.types = types;
    this.seal = seal;
    this.bodies = new HistoryBodies(jdbc, types);
    this.horizon = horizon;
    this.binaries = binaries;
  }

  public HistoryPage history(Caller caller, HistoryRequest request) {
    int count = Math.max(1, Math.min(MAX_COUNT, request.count()));
    HistoryCursor after =
        request.cursor() == null
            ? null
            : HistoryCursor.open(seal, request.cursor(), caller.tenantId(), request);
    Instant complete = complete(request, after);
    List<HistoryCursor.Entry> entries =
        request.id() == null
            ? changes(caller.tenantId(), request, after, complete, count + 1)
            : versions(caller.tenantId(), request, after, count + 1);
    boolean more = entries.size() > count;
    List<HistoryCursor.Entry> page = more ? entries.subList(0, count) : entries;
    String next =
        more
            ? HistoryCursor.after(page.get(count - 1), request, complete)
                .seal(seal, caller.tenantId())
            : null;
    return new HistoryPage(
        filled(caller.tenantId(), load(caller.tenantId(), page)), next, complete);
  }

  private List<HistoryEntry> filled(int tenant, List<HistoryEntry> entries) {
    List<StoredResource> whole =
        binaries.fill(tenant, entries.stream().map(HistoryEntry::resource).toList());
    List<HistoryEntry> filled = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      filled.add(new HistoryEntry(whole.get(i), entries.get(i).effect()));
    }
    return filled;
  }

  /** Asked before the entries are, never after: see {@link Horizon}. */
  private Instant complete(HistoryRequest request, HistoryCursor after) {
    if (request.id() != null) {
      return null;
    }
    return after == null ? horizon.complete() : after.complete();
  }

  /** Versions of one resource: its row, if it has one, and what history holds. */
  private List<HistoryCursor.Entry> versions(
      int tenant, HistoryRequest request, HistoryCursor after, int limit) {
    long below = after == null ? Long.MAX_VALUE : after.number();
    short type = types.code(request.type());
    Timestamp since = timestamp(request.since());
    Timestamp from = request.at() == null ? null : timestamp(request.at().from());
    Timestamp to = request.at() == null ? null : timestamp(request.at().to());
    return jdbc.query(
        "select * from ((select version, last_updated, null::smallint, null::timestamptz from "
            + types.table(request.type())
            + """
               where tenant_id = ? and fhir_id = ? and version < ?)
              union all
              (select version, last_updated, effect, replaced_at from resource_history
                where tenant_id = ? and type_code = ? and fhir_id = ? and version < ?))
              as v(version, last_updated, effect, replaced_at)
               where (?::timestamptz is null or last_updated >= ?::timestamptz)
                 and (?::timestamptz is null or last_updated >= ?::timestamptz
                      or effect is distinct from 3
                         and (replaced_at is null or replaced_at > ?::timestamptz))
                 and (?::timestamptz is null or last_updated <= ?::timestamptz)
               order by version desc limit ?
            """,
        (row, n) ->
            new HistoryCursor.Entry(
                type,
                request.id(),
                row.getLong(1),
                VersionReader.instant(row, 2),
                (Integer) row.getObject(3, Integer.class),
                row.getLong(1)),
        tenant,
        request.id(),
        below,
        tenant,
        type,
        request.id(),
        below,
        since,
        since,
        from,
        from,
        from,
        to,
        to,
        limit);
  }

  private List<HistoryCursor.Entry> changes(
      int tenant, HistoryRequest request, HistoryCursor after, Instant complete, int limit) {
    StringBuilder sql =
        new StringBuilder(
            "select type_code, fhir_id, version, last_updated, effect, feed_id from change_feed f"
                + " where tenant_id = ?");
    List<Object> arguments = new ArrayList<>(List.of(tenant));
    if (request.type() != null) {
      sql.append(" and type_code = ?");
      arguments.add(types.code(request.type()));
    }
    if (request.since() != null) {
      sql.append(" and last_updated between ? and ?");
      arguments.add(timestamp(request.since()));
      arguments.add(timestamp(complete));
    }
    if (request.at() != null) {
      sql.append(DURING);
      Timestamp from = timestamp(request.at().from());
      arguments.addAll(List.of(timestamp(request.at().to()), from, from));
    }
    if (after != null) {
      sql.append(" and (last_updated, feed_id) < (?, ?)");
      arguments.add(timestamp(after.time()));
      arguments.add(after.number());
    }
    sql.append(" order by last_updated desc, feed_id desc limit ?");
    arguments.add(limit);
    return jdbc.query(
        sql.toString(),
        (row, n) ->
            new HistoryCursor.Entry(
                row.getShort(1),
                row.getString(2),
                row.getLong(3),
                VersionReader.instant(row, 4),
                row.getInt(5),
                row.getLong(6)),
        arguments.toArray());
  }

  private List<HistoryEntry> load(int tenant, List<HistoryCursor.Entry> page) {
    Map<HistoryBodies.Key, HistoryBodies.Body> found = new HashMap<>();
    Map<Short, List<HistoryCursor.Entry>> byType =
        page.stream().collect(Collectors.groupingBy(HistoryCursor.Entry::type));
    byType.forEach((type, entries) -> found.putAll(bodies.load(tenant, type, entries)));
    List<HistoryEntry> entries = new ArrayList<>();
    for (HistoryCursor.Entry entry : page) {
      HistoryBodies.Body body =
          found.get(new HistoryBodies.Key(entry.type(), entry.id(), entry.version()));
      if (body != null) {
        entries.add(
            new HistoryEntry(
                new StoredResource(
                    types.name(entry.type()),
                    entry.id(),
                    entry.version(),
                    entry.time(),
                    body.json() == null,
                    body.json()),
                effect(entry.effect() == null ? body.effect() : entry.effect())));
      }
    }
    return entries;
  }

  private static Effect effect(int code) {
    return switch (code) {
      case 1 -> Effect.CREATED;
      case 3 -> Effect.DELETED;
      default -> Effect.UPDATED;
    };
  }

  private static Timestamp timestamp(Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }
}
