package org.xiangqiao.integration.mllp;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.WriteParticipant;

/**
 * The moment of the last accepted word on each dose (剂): MSH-7 of the message. It is kept beside
 * the Immunization, not in it, because a dose that is sent again unchanged must not become a new
 * version, and yet says that it still held at that moment.
 */
class DoseEvents {

  private static final String NEWER =
      """
      select encode(dose_key, 'hex') from dose_event
      where tenant_id = ? and event_time > ?
        and dose_key in (select decode(key, 'hex') from unnest(?::text[]) as k (key))
      """;

  /** In the order of the keys, so that two messages about the same doses take turns. */
  private static final String ADVANCE =
      """
      insert into dose_event (tenant_id, dose_key, event_time)
      select ?, decode(key, 'hex'), ? from unnest(?::text[]) as k (key) order by key
      on conflict (tenant_id, dose_key) do update set event_time = excluded.event_time
      where dose_event.event_time <= excluded.event_time
      """;

  private final JdbcTemplate jdbc;

  DoseEvents(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Those of the doses of which something was said later than {@code event}. */
  Set<DoseKey> saidLater(int tenant, Collection<DoseKey> doses, OffsetDateTime event) {
    if (doses.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        jdbc.query(
            NEWER,
            (row, number) -> new DoseKey(row.getString(1)),
            tenant,
            stored(event),
            keys(doses)));
  }

  /** Notes the moment in the transaction of the doses, unless a later one was noted meanwhile. */
  WriteParticipant said(Collection<DoseKey> doses, OffsetDateTime event) {
    return (caller, changes) -> {
      if (!doses.isEmpty()
          && jdbc.update(ADVANCE, caller.tenantId(), stored(event), keys(doses)) < doses.size()) {
        throw new Writing.RaceLost("Immunization");
      }
    };
  }

  /** The column holds milliseconds and would round. */
  private static OffsetDateTime stored(OffsetDateTime event) {
    return event.truncatedTo(ChronoUnit.MILLIS);
  }

  private static String[] keys(Collection<DoseKey> doses) {
    return doses.stream().map(DoseKey::hex).toArray(String[]::new);
  }
}
