package org.xiangqiao.integration.insurance.book;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.integration.insurance.step.Step;

/**
 * One step and its case, noted by one statement, which is a transaction of its own: a settlement
 * has seven of them while its patient waits. Nothing is noted unless the person's lease is still
 * the owner's, whose row is locked first.
 */
class StepNotes {

  private static final String MINE =
      " where tenant_id = ? and person = ? and owner = ? and fence = ?";

  private static final String CASE =
      """
      update insurance_case c
      set goal = ?, state = ?, open = ?, not_before = now() + ? * interval '1 millisecond'
      from mine where c.tenant_id = mine.tenant_id and c.case_id = ?
      """;

  private static final String SENDING =
      "with mine as (update insurance_person"
          + " set lease_until = now() + ? * interval '1 millisecond'"
          + MINE
          + " returning tenant_id),"
          + " sent as (insert into insurance_step (tenant_id, case_id, ordinal, infno, state,"
          + " message_id, request_digest, answer)"
          + " select tenant_id, ?, ?, ?, ?, ?, ?, ?::jsonb from mine) "
          + CASE;

  private static final String ANSWERED =
      "with mine as (select tenant_id from insurance_person"
          + MINE
          + " for update), answered as (update insurance_step"
          + StepRows.CHANGES
          + " from mine where insurance_step.tenant_id = mine.tenant_id"
          + " and case_id = ? and ordinal = ?) "
          + CASE;

  private final JdbcTemplate jdbc;

  StepNotes(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** A new step that is about to be sent; the lease lasts from now on. */
  void sending(PersonLease owner, InsuranceCase changed, Step step, Duration lease) {
    require(
        owner,
        jdbc.update(
            SENDING,
            lease.toMillis(),
            owner.tenantId(),
            owner.person(),
            owner.owner(),
            owner.fence(),
            step.caseId(),
            step.ordinal(),
            step.infno(),
            step.state().code(),
            step.messageId(),
            HexFormat.of().parseHex(step.digest()),
            Nullable.text(step.answer()),
            changed.goal().code(),
            changed.state().code(),
            changed.open(),
            lease.toMillis(),
            changed.id()));
  }

  /**
   * What became of a step.
   *
   * @param pause after which any node may take the case up, if it is open
   */
  void answered(PersonLease owner, InsuranceCase changed, Step step, Duration pause) {
    List<Object> values = new ArrayList<>();
    values.addAll(List.of(owner.tenantId(), owner.person(), owner.owner(), owner.fence()));
    values.addAll(StepRows.changes(step));
    values.addAll(List.of(step.caseId(), step.ordinal()));
    values.addAll(
        List.of(
            changed.goal().code(),
            changed.state().code(),
            changed.open(),
            pause.toMillis(),
            changed.id()));
    require(owner, jdbc.update(ANSWERED, values.toArray()));
  }

  private static void require(PersonLease owner, int noted) {
    if (noted == 0) {
      throw new LeaseLostException(owner);
    }
  }
}
