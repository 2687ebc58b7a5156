package org.xiangqiao.integration.insurance.book;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.step.Goal;
import org.xiangqiao.store.Caller;

/** Rows of {@code insurance_case}; all times are the database's. */
public class Cases {

  /** The first one under a business key stays. */
  private static final String ADD =
      """
      insert into insurance_case (tenant_id, institution, kind, business_key, digest, visit_id,
          person, resource_id, coverage_id, response_id, resource_version, coverage_version, goal, state, open, not_before, client, organization,
          request_id)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now() + ? * interval '1 millisecond', ?, ?, ?)
      on conflict (tenant_id, kind, business_key) do nothing
      returning case_id
      """;

  /** Whoever takes a case has it alone for a while, whatever becomes of him. */
  private static final String TAKE_DUE =
      """
      with due as materialized (
        select tenant_id, case_id from insurance_case
        where open and not_before <= now()
        order by not_before limit ?
        for update skip locked)
      update insurance_case c set not_before = now() + ? * interval '1 millisecond'
      from due where c.tenant_id = due.tenant_id and c.case_id = due.case_id
      returning c.*
      """;

  private static final String SAVE =
      """
      update insurance_case
      set goal = ?, state = ?, open = ?, not_before = now() + ? * interval '1 millisecond'
      where tenant_id = ? and case_id = ?
      """;

  private static final String REBIND =
      """
      update insurance_case v
      set institution = ?, digest = ?, person = ?, coverage_id = ?
      where tenant_id = ? and case_id = ? and digest = ? and kind = 'visit' and not open
        and not exists (
          select from insurance_step s
          where s.tenant_id = v.tenant_id and s.case_id = v.case_id and not s.past
            and s.state in ('sent', 'booked', 'unknown', 'needs-person'))
        and not exists (
          select from insurance_case c
          where c.tenant_id = v.tenant_id and c.visit_id = v.case_id
            and (c.open or c.state in ('booked', 'needs-person')))
      """;

  private final JdbcTemplate jdbc;

  public Cases(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Joins the running transaction, if there is one.
   *
   * @param reserved how long other nodes leave it alone
   * @return as it was added; empty if there is one under its key already
   */
  public Optional<InsuranceCase> add(InsuranceCase added, Duration reserved) {
    return jdbc
        .queryForList(
            ADD,
            Long.class,
            added.caller().tenantId(),
            added.institution(),
            code(added.kind()),
            added.key(),
            added.digest(),
            Nullable.number(added.visitId()),
            added.person(),
            added.resourceId(),
            added.coverageId(),
            Nullable.text(added.responseId()),
            Nullable.number(added.resourceVersion()),
            Nullable.number(added.coverageVersion()),
            added.goal().code(),
            added.state().code(),
            added.open(),
            reserved.toMillis(),
            added.caller().client(),
            added.caller().organization(),
            added.caller().requestId())
        .stream()
        .findFirst()
        .map(added::numbered);
  }

  /**
   * Joins the running transaction.
   *
   * @param clinic village clinic (村卫生室) whose bill it is; null for none
   */
  public void at(int tenantId, long id, String clinic) {
    if (clinic != null) {
      jdbc.update(
          "update insurance_case set clinic = ? where tenant_id = ? and case_id = ?",
          clinic,
          tenantId,
          id);
    }
  }

  /** Whatever institution its Encounter names by now: what was begun goes on where it was. */
  public Optional<InsuranceCase> find(int tenantId, InsuranceCase.Kind kind, String key) {
    return jdbc
        .query(
            "select * from insurance_case where tenant_id = ? and kind = ? and business_key = ?",
            Cases::row,
            tenantId,
            code(kind),
            key)
        .stream()
        .findFirst();
  }

  /** The claim's case, by the logical id of the Claim. */
  public Optional<InsuranceCase> ofClaim(int tenantId, String claimId) {
    return jdbc
        .query(
            "select * from insurance_case"
                + " where tenant_id = ? and kind = 'claim' and resource_id = ?",
            Cases::row,
            tenantId,
            claimId)
        .stream()
        .findFirst();
  }

  public InsuranceCase get(int tenantId, long id) {
    return jdbc.queryForObject(
        "select * from insurance_case where tenant_id = ? and case_id = ?",
        Cases::row,
        tenantId,
        id);
  }

  /** Whether another bill of the visit is settled, or may be. */
  public boolean othersOfVisit(InsuranceCase claim) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select exists (select from insurance_case where tenant_id = ? and visit_id = ?"
                + " and case_id <> ? and taken_by is null"
                + " and (open or goal <> 'upload' and state in ('booked',"
                + " 'needs-person')))",
            Boolean.class,
            claim.caller().tenantId(),
            claim.visitId(),
            claim.id()));
  }

  /** Whether the platform has, or may get, something of a bill of the visit. */
  public boolean billed(InsuranceCase visit) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select exists (select from insurance_case c"
                + " where c.tenant_id = ? and c.visit_id = ?"
                + " and (c.open or c.state in ('booked', 'needs-person')"
                + " or exists (select from insurance_step s"
                + " where s.tenant_id = c.tenant_id and s.case_id = c.case_id and not s.past"
                + " and s.state in ('sent', 'booked', 'unknown', 'needs-person'))))",
            Boolean.class,
            visit.caller().tenantId(),
            visit.id()));
  }

  /**
   * Whether a stay is settled, or may be.
   *
   * @param but claims that do not matter
   */
  public boolean settled(int tenantId, long stayId, Long... but) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select exists (select from insurance_case where tenant_id = ? and visit_id = ?"
                + " and case_id <> all(?) and goal <> 'upload' and not quote"
                + " and (open or state in ('booked', 'needs-person')))",
            Boolean.class,
            tenantId,
            stayId,
            but));
  }

  /**
   * Joins the running transaction: claims of the visit or stay are taken in one after the other.
   *
   * @return the visit or stay as it is now
   */
  public InsuranceCase inTurn(int tenantId, long visitId) {
    return jdbc.queryForObject(
        "select * from insurance_case where tenant_id = ? and case_id = ? for no key update",
        Cases::row,
        tenantId,
        visitId);
  }

  /**
   * Joins the running transaction; two who take the same case up again make it once.
   *
   * @return whether it still was as {@code before} says
   */
  public boolean reopen(InsuranceCase before, InsuranceCase reopened, Duration reserved) {
    return jdbc.update(
            "update insurance_case set client = ?, organization = ?, request_id = ?, digest = ?,"
                + " resource_version = ?, coverage_version = ?, goal = ?, state = ?, open = true,"
                + " not_before = now() + ? * interval '1 millisecond'"
                + " where tenant_id = ? and case_id = ? and state = ? and goal = ? and digest = ?"
                + " and not open and taken_by is null",
            reopened.caller().client(),
            reopened.caller().organization(),
            reopened.caller().requestId(),
            reopened.digest(),
            Nullable.number(reopened.resourceVersion()),
            Nullable.number(reopened.coverageVersion()),
            reopened.goal().code(),
            reopened.state().code(),
            reserved.toMillis(),
            before.caller().tenantId(),
            before.id(),
            before.state().code(),
            before.goal().code(),
            before.digest())
        > 0;
  }

  /**
   * Another Coverage for a visit of which the platform has nothing (更换参保信息). Nothing is changed if
   * it may have something, or a bill of the visit is under way.
   */
  public void rebind(InsuranceCase visit, InsuranceCase bound) {
    jdbc.update(
        REBIND,
        bound.institution(),
        bound.digest(),
        bound.person(),
        bound.coverageId(),
        visit.caller().tenantId(),
        visit.id(),
        visit.digest());
  }

  List<InsuranceCase> due(int limit, Duration reserved) {
    return jdbc.query(TAKE_DUE, Cases::row, limit, reserved.toMillis());
  }

  /**
   * Joins the running transaction.
   *
   * @param pause after which any node may take it up, if it is open
   */
  void save(InsuranceCase changed, Duration pause) {
    jdbc.update(
        SAVE,
        changed.goal().code(),
        changed.state().code(),
        changed.open(),
        pause.toMillis(),
        changed.caller().tenantId(),
        changed.id());
  }

  private static String code(InsuranceCase.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  static InsuranceCase row(ResultSet row, int number) throws SQLException {
    long visit = row.getLong("visit_id");
    boolean withoutVisit = row.wasNull();
    return new InsuranceCase(
        new Caller(
            row.getInt("tenant_id"),
            row.getString("client"),
            row.getString("organization"),
            row.getString("request_id")),
        row.getLong("case_id"),
        row.getString("institution"),
        InsuranceCase.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("business_key"),
        row.getBytes("digest"),
        withoutVisit ? null : visit,
        row.getBytes("person"),
        row.getString("resource_id"),
        row.getString("coverage_id"),
        row.getString("response_id"),
        row.getObject("resource_version", Long.class),
        row.getObject("coverage_version", Long.class),
        Goal.of(row.getString("goal")),
        BookingState.of(row.getString("state")),
        row.getBoolean("open"));
  }
}
