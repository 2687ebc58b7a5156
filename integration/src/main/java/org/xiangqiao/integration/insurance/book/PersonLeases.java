package org.xiangqiao.integration.insurance.book;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** One owner at a time for each insured person, over all nodes; all times are the database's. */
public class PersonLeases {

  private static final String TAKE =
      """
      insert into insurance_person as p (tenant_id, person, owner, lease_until)
      values (?, ?, ?, now() + ? * interval '1 millisecond')
      on conflict (tenant_id, person) do update
        set owner = excluded.owner, lease_until = excluded.lease_until, fence = p.fence + 1
        where p.lease_until < now()
      returning fence
      """;

  private static final String MINE =
      " where tenant_id = ? and person = ? and owner = ? and fence = ?";

  private final JdbcTemplate jdbc;

  public PersonLeases(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Empty while somebody else has it. */
  public Optional<PersonLease> take(int tenantId, byte[] person, String owner, Duration time) {
    List<Long> fence =
        jdbc.queryForList(TAKE, Long.class, tenantId, person, owner, time.toMillis());
    return fence.stream()
        .findFirst()
        .map(number -> new PersonLease(tenantId, person, owner, number));
  }

  /** Joins the running transaction, which fails unless the lease is still this one's. */
  void check(PersonLease lease) {
    if (jdbc.queryForList(
            "select 1 from insurance_person" + MINE + " for update",
            Integer.class,
            lease.tenantId(),
            lease.person(),
            lease.owner(),
            lease.fence())
        .isEmpty()) {
      throw new LeaseLostException(lease);
    }
  }

  /** Gives it back; nothing happens if somebody else has it. */
  public void release(PersonLease lease) {
    jdbc.update(
        "update insurance_person set lease_until = '-infinity'" + MINE,
        lease.tenantId(),
        lease.person(),
        lease.owner(),
        lease.fence());
  }
}
