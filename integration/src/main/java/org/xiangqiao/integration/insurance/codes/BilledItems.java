package org.xiangqiao.integration.insurance.codes;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Claim;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.mappings.insurance.codes.LocalCodes;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.WriteParticipant;

/**
 * Notes the lines of each bill that name an item by the institution's own code only, in the
 * transaction that stores the Claim: what is billed unmapped is counted over them.
 */
public final class BilledItems implements WriteParticipant {

  private final JdbcTemplate jdbc;

  public BilledItems(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void written(Caller caller, List<Change> changes) {
    for (Change change : changes) {
      if (change.type().equals("Claim") && change.effect() != WriteOutcome.Effect.UNCHANGED) {
        note(caller.tenantId(), change);
      }
    }
  }

  private void note(int tenantId, Change change) {
    if (change.version() > 1) {
      jdbc.update(
          "delete from insurance_claim_item where tenant_id = ? and claim_id = ?",
          tenantId,
          change.id());
    }
    List<Object[]> rows = new ArrayList<>();
    if (change.resource() instanceof Claim claim) {
      for (LocalCodes.Line line : LocalCodes.lines(claim)) {
        rows.add(new Object[] {tenantId, change.id(), line.number(), line.code(), line.name()});
      }
    }
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(
          "insert into insurance_claim_item (tenant_id, claim_id, line, code, name)"
              + " values (?, ?, ?, ?, ?)",
          rows);
    }
  }
}
