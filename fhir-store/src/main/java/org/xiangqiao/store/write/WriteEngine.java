package org.xiangqiao.store.write;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Binary;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.WriteParticipant;
import org.xiangqiao.store.binary.BinaryWrites;
import org.xiangqiao.store.database.DatabaseFailures;
import org.xiangqiao.store.parameter.ParameterCatalog;

/**
 * Runs the operations of one FHIR transaction in one database transaction. {@link #attempt} is the
 * order of events; a race lost against other writers runs it again from the start.
 */
public final class WriteEngine {

  private final Preparation preparation;
  private final WriteTransactions transactions;
  private final ResourceRows rows;
  private final ConditionResolver conditions;
  private final Deletions deletions;
  private final Versions versions;
  private final ReferenceResolver references;
  private final ReferenceIntegrity integrity;
  private final Saving saving;
  private final Participation participation;
  private final BinaryWrites binaries;
  private final ParameterCatalog catalog;

  WriteEngine(
      Preparation preparation,
      WriteTransactions transactions,
      ResourceRows rows,
      ConditionResolver conditions,
      Deletions deletions,
      Versions versions,
      ReferenceResolver references,
      ReferenceIntegrity integrity,
      Saving saving,
      Participation participation,
      ParameterCatalog catalog,
      BinaryWrites binaries) {
    this.catalog = catalog;
    this.preparation = preparation;
    this.transactions = transactions;
    this.rows = rows;
    this.conditions = conditions;
    this.deletions = deletions;
    this.versions = versions;
    this.references = references;
    this.integrity = integrity;
    this.saving = saving;
    this.participation = participation;
    this.binaries = binaries;
  }

  /**
   * Writes all or nothing.
   *
   * @param then what else belongs into the same transaction, after the writes
   */
  public <T> T write(
      Caller caller,
      List<PlacedOperation> operations,
      List<WriteParticipant> participants,
      Function<List<WriteOutcome>, T> then) {
    return write(caller, operations, participants, false, then);
  }

  /**
   * As {@link #write(Caller, List, List, Function)}.
   *
   * @param searching whether {@code then} searches, which needs plans made for its values
   */
  public <T> T write(
      Caller caller,
      List<PlacedOperation> operations,
      List<WriteParticipant> participants,
      boolean searching,
      Function<List<WriteOutcome>, T> then) {
    List<PreparedWrite> prepared = preparation.prepare(caller, operations);
    stageBinaries(caller, prepared);
    // Whose transaction it is may search in it afterwards: that needs plans for its values, too.
    boolean searched = searching || transactions.joins();
    boolean conditional = prepared.stream().anyMatch(write -> write.criteria() != null);
    return transactions.run(
        conditional,
        () -> then.apply(attempt(new WritePlan(caller, prepared), participants, searched)));
  }

  /** Before the transaction, so that attempts do not repeat it. */
  private void stageBinaries(Caller caller, List<PreparedWrite> prepared) {
    List<Binary> found =
        prepared.stream()
            .filter(write -> write.content() != null)
            .map(write -> write.content().resource())
            .filter(Binary.class::isInstance)
            .map(Binary.class::cast)
            .toList();
    if (!found.isEmpty()) {
      try {
        binaries.stage(caller.tenantId(), found);
      } catch (RuntimeException failure) {
        throw DatabaseFailures.translate(failure);
      }
    }
  }

  private List<WriteOutcome> attempt(
      WritePlan plan, List<WriteParticipant> participants, boolean searching) {
    if (plan.writes.isEmpty()) {
      return List.of();
    }
    boolean byKeysOnly = !searching && plan.writes.stream().allMatch(this::needsNoSearch);
    catalog.require(rows.begin(plan, plan.writes.size() - plan.deletions().size(), byKeysOnly));
    conditions.lock(plan);
    List<PlannedWrite> deleted = deletions.perform(plan);
    conditions.resolve(plan);
    versions.assign(plan);
    save(plan, deleted);
    integrity.refuseReferenced(plan, deleted);
    participation.tell(plan, participants);
    return plan.outcomes();
  }

  private boolean needsNoSearch(PlannedWrite write) {
    return write.content != null
        && write.prepared.criteria() == null
        && !references.hasConditional(write);
  }

  /** Conditional references may mean what the same transaction creates: those wait for the rest. */
  private void save(WritePlan plan, List<PlannedWrite> deleted) {
    List<PlannedWrite> first = new ArrayList<>();
    List<PlannedWrite> last = new ArrayList<>();
    for (PlannedWrite write : plan.inOrder()) {
      if (!write.prepared.isDelete() && write.effect != WriteOutcome.Effect.UNCHANGED) {
        (references.hasConditional(write) ? last : first).add(write);
      }
    }
    saving.save(plan, first, deleted);
    if (!last.isEmpty()) {
      saving.save(plan, last, List.of());
    }
  }
}
