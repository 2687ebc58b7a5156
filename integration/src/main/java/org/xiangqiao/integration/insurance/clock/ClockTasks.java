package org.xiangqiao.integration.insurance.clock;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.hl7.fhir.r4.model.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;
import org.xiangqiao.integration.insurance.platform.ClockWatch;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;

/**
 * One open Task per institution as long as a node sees the platform's clock apart from its own
 * (时钟偏差任务). It ends by itself when no node has seen that for a while; a person who ended it is not
 * told again before the clocks have agreed once.
 */
public class ClockTasks {

  private static final Logger LOG = LoggerFactory.getLogger(ClockTasks.class);

  private static final String STILL =
      "update insurance_clock set seen_at = now() where tenant_id = ? and institution = ? and open";

  private static final String OPEN =
      """
      insert into insurance_clock as c (tenant_id, institution, task_id, open, seen_at)
      values (?, ?, ?, true, now())
      on conflict (tenant_id, institution) do update
        set task_id = excluded.task_id, open = true, seen_at = excluded.seen_at
        where not c.open
      """;

  private static final String OVERDUE =
      """
      select task_id from insurance_clock
      where tenant_id = ? and institution = ? and open
        and seen_at <= now() - ? * interval '1 millisecond'
      """;

  private static final String CLOSE =
      """
      update insurance_clock set open = false
      where tenant_id = ? and institution = ? and open and task_id = ?
        and seen_at <= now() - ? * interval '1 millisecond'
      """;

  /** Another node was faster, or sees it still. */
  private static final class OtherNodeException extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  private final Map<String, ClockWatch> clocks;
  private final ToIntFunction<String> tenants;
  private final FhirStore store;
  private final FhirContext fhir;
  private final JdbcTemplate jdbc;
  private final Duration quiet;
  private final Clock clock;

  /**
   * @param clocks by institution
   * @param tenants of institutions
   * @param quiet how long no node may have seen it before it is over; longer than the pause between
   *     looks
   */
  public ClockTasks(
      Map<String, ClockWatch> clocks,
      ToIntFunction<String> tenants,
      FhirStore store,
      FhirContext fhir,
      JdbcTemplate jdbc,
      Duration quiet,
      Clock clock) {
    this.clocks = clocks;
    this.tenants = tenants;
    this.store = store;
    this.fhir = fhir;
    this.jdbc = jdbc;
    this.quiet = quiet;
    this.clock = clock;
  }

  /** Compares the last answers of all platforms. */
  @Scheduled(fixedDelayString = "${xiangqiao.insurance.watch.every:1m}")
  public void look() {
    try {
      clocks.forEach(
          (institution, one) -> {
            // Before the first answer nothing is known, and a Task of others stands.
            if (one.heard() && one.beyond()) {
              apart(institution, one.skew());
            } else if (one.heard()) {
              together(institution);
            }
          });
    } catch (DataAccessException | TransactionException | StoreException unreachable) {
      LOG.debug("clock tasks wait for the database: {}", unreachable.getClass().getName());
    }
  }

  private void apart(String institution, Duration skew) {
    int tenant = tenants.applyAsInt(institution);
    if (jdbc.update(STILL, tenant, institution) > 0) {
      return;
    }
    Task task = ClockTaskForms.skewed(institution, skew, clock.instant());
    try {
      store.write(
          caller(tenant),
          List.of(new WriteOperation.Create(task, null, null)),
          (caller, changes) ->
              require(jdbc.update(OPEN, tenant, institution, changes.get(0).id()) == 1));
    } catch (OtherNodeException told) {
      LOG.debug("clock of {}: another node told of it", institution);
    }
  }

  private void together(String institution) {
    int tenant = tenants.applyAsInt(institution);
    for (String id :
        jdbc.queryForList(OVERDUE, String.class, tenant, institution, quiet.toMillis())) {
      Optional<WriteOperation> ended = ended(tenant, id);
      if (ended.isEmpty()) {
        jdbc.update(CLOSE, tenant, institution, id, quiet.toMillis());
        continue;
      }
      try {
        store.write(
            caller(tenant),
            List.of(ended.get()),
            (caller, changes) ->
                require(jdbc.update(CLOSE, tenant, institution, id, quiet.toMillis()) == 1));
      } catch (OtherNodeException still) {
        LOG.debug("clock of {}: another node ended it, or sees it still", institution);
      }
    }
  }

  /** Empty if a person has ended or deleted it. */
  private Optional<WriteOperation> ended(int tenant, String id) {
    return store
        .read(caller(tenant), "Task", id)
        .filter(found -> !found.deleted())
        .flatMap(this::ended);
  }

  private Optional<WriteOperation> ended(StoredResource found) {
    Task task = fhir.newJsonParser().parseResource(Task.class, found.json());
    return ClockTaskForms.open(task)
        ? Optional.of(
            new WriteOperation.Update(
                ClockTaskForms.over(task, clock.instant()), null, found.version(), null))
        : Optional.empty();
  }

  private static void require(boolean mine) {
    if (!mine) {
      throw new OtherNodeException();
    }
  }

  private static Caller caller(int tenant) {
    return new Caller(tenant, "insurance", "", "clock-" + UUID.randomUUID());
  }
}
