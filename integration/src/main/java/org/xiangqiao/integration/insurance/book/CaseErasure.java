package org.xiangqiao.integration.insurance.book;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Erases what is noted of claims and visits (结算台账) when their resources are erased: steps with
 * their digests and the platform's ids, cases, and the lock of a person who has no other case.
 */
public class CaseErasure {

  private static final String OF_RESOURCES =
      " from insurance_case c where c.tenant_id = ?"
          + " and (c.kind = 'claim' and c.resource_id = any(?)"
          + " or c.kind = 'visit' and c.resource_id = any(?))";

  /** A partial refund has still to cancel or to settle it. */
  private static final String REFUNDED =
      "exists (select from insurance_refund r where r.tenant_id = c.tenant_id and"
          + " (r.new_case = c.case_id or r.old_case = c.case_id)"
          + " and r.state in ('requested', 'cancelling', 'resettling'))";

  /**
   * Whether it is settled is not known: a person finds it out, or the platform's books, which are
   * asked for a month (see Proofs).
   */
  private static final String UNCLEAR =
      "(c.state = 'needs-person' or exists (select from insurance_step s"
          + " where s.tenant_id = c.tenant_id and s.case_id = c.case_id"
          + " and s.infno in ('2207', '2208', '2304', '2305')"
          + " and s.state in ('not-booked', 'reversed') and not s.proven"
          + " and s.sent_at > now() - interval '31 days'))";

  private final JdbcTemplate jdbc;

  public CaseErasure(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Cases that stand in the way: money may be moving, or may have moved.
   *
   * @return logical ids of their resources, not all
   */
  public List<String> open(int tenantId, Collection<String> claims, Collection<String> visits) {
    return jdbc.queryForList(
        "select c.resource_id"
            + OF_RESOURCES
            + " and (c.open or "
            + REFUNDED
            + " or "
            + UNCLEAR
            + ") order by c.case_id limit 5",
        String.class,
        tenantId,
        array(claims),
        array(visits));
  }

  /**
   * Joins the running transaction.
   *
   * @return how many cases were erased
   */
  public int erase(int tenantId, Collection<String> claims, Collection<String> visits) {
    Object[] those = {tenantId, array(claims), array(visits)};
    List<byte[]> persons =
        jdbc.queryForList("select distinct c.person" + OF_RESOURCES, byte[].class, those);
    jdbc.update(
        "delete from insurance_step s using (select c.tenant_id, c.case_id"
            + OF_RESOURCES
            + ") gone where s.tenant_id = gone.tenant_id and s.case_id = gone.case_id",
        those);
    jdbc.update(
        "delete from insurance_refund r using (select c.tenant_id, c.case_id"
            + OF_RESOURCES
            + ") gone where r.tenant_id = gone.tenant_id"
            + " and (r.new_case = gone.case_id or r.old_case = gone.case_id)",
        those);
    jdbc.update(
        "delete from insurance_settlement_list l using (select c.tenant_id, c.case_id"
            + OF_RESOURCES
            + ") gone where l.tenant_id = gone.tenant_id and l.case_id = gone.case_id",
        those);
    jdbc.update(
        "delete from insurance_claim_item where tenant_id = ? and claim_id = any(?)",
        tenantId,
        array(claims));
    int erased =
        jdbc.update(
            "delete from insurance_case d using (select c.tenant_id, c.case_id"
                + OF_RESOURCES
                + ") gone where d.tenant_id = gone.tenant_id and d.case_id = gone.case_id",
            those);
    persons.forEach(person -> forget(tenantId, person));
    return erased;
  }

  private void forget(int tenantId, byte[] person) {
    jdbc.update(
        "delete from insurance_person p where p.tenant_id = ? and p.person = ?"
            + " and not exists (select from insurance_case c"
            + " where c.tenant_id = p.tenant_id and c.person = p.person)",
        tenantId,
        person);
  }

  private static String[] array(Collection<String> ids) {
    return ids.toArray(String[]::new);
  }
}
