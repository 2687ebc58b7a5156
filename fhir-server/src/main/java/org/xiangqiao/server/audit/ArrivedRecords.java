package org.xiangqiao.server.audit;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Records on their way into the trail: {@code audit_arrived} takes those of one commit as one row,
 * without an index, and gives them to the months in large batches. A record is in one of the two at
 * any time, also after a crash.
 */
class ArrivedRecords {

  private static final String ADD = "insert into audit_arrived (records) values (?::json)";

  private static final String NUMBERS =
      "select nextval('audit_record_id') from generate_series(1, ?)";

  private static final int NUMBERS_AT_ONCE = 500;

  /**
   * One node at a time. What another one moved since this statement began is not deleted again, and
   * only what is deleted is moved.
   */
  private static final String MOVE =
      """
      with moved as (
        delete from audit_arrived
         where ctid = any (array(select ctid from audit_arrived
                                  where (select pg_try_advisory_xact_lock(
                                                  hashtext('audit_arrived')))
                                  limit ?))
        returning records)
      insert into audit_record
      select r.* from moved
       cross join lateral json_populate_recordset(null::audit_record, moved.records) r
      """;

  private final JdbcTemplate jdbc;
  private final Queue<Long> numbers = new ConcurrentLinkedQueue<>();

  ArrivedRecords(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Joins a running transaction; else durable when it returns. */
  void add(List<AuditRecord> records) {
    if (records.isEmpty()) {
      return;
    }
    jdbc.update(ADD, AuditRecordJson.of(records, this::number));
  }

  /**
   * Moves the records of some commits into their months.
   *
   * @param commits at most
   * @return how many records were moved; 0 also while another node moves
   */
  int move(int commits) {
    return jdbc.update(MOVE, commits);
  }

  /** Nobody waits for another one's connection: at worst two fetch numbers at the same time. */
  private long number() {
    Long next = numbers.poll();
    if (next == null) {
      List<Long> more = jdbc.queryForList(NUMBERS, Long.class, NUMBERS_AT_ONCE);
      numbers.addAll(more.subList(1, more.size()));
      next = more.get(0);
    }
    return next;
  }
}
