package org.xiangqiao.server.bulkimport;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.xiangqiao.server.expunge.ErasureParticipant;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.erase.ErasedVersion;

/**
 * Files of imports and their reports of refused rows. An import of the county that is not finished
 * and may hold a type of what is erased stands in the way: it was accepted, so it is not thrown
 * away, and it might write what was erased again. Files of those that ended go, and so do reports
 * of rows; whoever still wants one imports again.
 */
final class ImportErasure implements ErasureParticipant {

  private static final int MOST_NAMED = 5;

  private final JdbcTemplate jdbc;
  private final ImportSweep sweep;

  ImportErasure(JdbcTemplate jdbc, ImportSweep sweep) {
    this.jdbc = jdbc;
    this.sweep = sweep;
  }

  @Override
  public Map<String, Integer> erase(Caller caller, List<ErasedVersion> erased) {
    String[] types = erased.stream().map(ErasedVersion::type).distinct().toArray(String[]::new);
    List<UUID> open =
        jdbc.queryForList(
            "select job_id from import_job j where tenant_id = ?"
                + " and state in ('receiving', 'waiting', 'running') and expires_at > now()"
                + " and exists (select 1 from import_input i where i.job_id = j.job_id"
                + " and i.type = any(?)) order by created_at limit ?",
            UUID.class,
            caller.tenantId(),
            types,
            MOST_NAMED);
    if (!open.isEmpty()) {
      throw ImportFaults.of(
              409,
              IssueType.CONFLICT,
              "erasure-import-open",
              "",
              open.stream().map(UUID::toString).collect(Collectors.joining(", ")))
          .exception();
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            if (status == STATUS_COMMITTED) {
              sweep.sweep();
            }
          }
        });
    return Map.of(
        "importErrors",
        jdbc.update(
            "delete from import_problem p using import_input i, import_job j"
                + " where p.job_id = i.job_id and p.number = i.number and i.type = any(?)"
                + " and j.job_id = i.job_id and j.tenant_id = ?",
            types,
            caller.tenantId()));
  }

  /** Outcomes hold no values of residents, but ids. */
  @Override
  public Set<String> tables() {
    return Set.of("import_problem", "import_deferred");
  }
}
