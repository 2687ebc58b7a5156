package org.xiangqiao.server.expunge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.server.audit.OperationAudit;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.database.DatabaseFailures;
import org.xiangqiao.store.erase.ErasedVersion;
import org.xiangqiao.store.erase.Erasure;
import org.xiangqiao.store.erase.Found;
import org.xiangqiao.store.erase.StoredVersion;

/**
 * One step of an erasure, in one transaction: current versions are deleted as by any client, with
 * every rule about references, then all that is old is erased here and at the participants.
 */
final class Expunge {

  private static final int ATTEMPTS = 3;

  private final FhirStore store;
  private final Erasure erasure;
  private final List<ErasureParticipant> participants;
  private final Residue residue;
  private final OperationAudit audit;
  private final TransactionTemplate transaction;
  private final JdbcTemplate jdbc;

  Expunge(
      FhirStore store,
      Erasure erasure,
      List<ErasureParticipant> participants,
      Residue residue,
      OperationAudit audit,
      TransactionTemplate transaction,
      JdbcTemplate jdbc) {
    this.store = store;
    this.erasure = erasure;
    this.participants = List.copyOf(participants);
    this.residue = residue;
    this.audit = audit;
    this.transaction = transaction;
    this.jdbc = jdbc;
  }

  /**
   * Deletes current resources, and erases old versions.
   *
   * @param versions lists those to erase, asked for after the deletion
   */
  void resources(
      Caller caller,
      ExpungeRequest request,
      List<Found> current,
      Supplier<List<StoredVersion>> versions,
      ExpungeResult sum) {
    inTransaction(
        () -> {
          store.write(
              caller,
              current.stream()
                  .map(
                      each ->
                          (WriteOperation)
                              new WriteOperation.Delete(each.type(), each.id(), null, null))
                  .toList());
          return erase(caller, request, versions.get(), sum);
        });
  }

  /** Erases old versions. */
  void versions(
      Caller caller, ExpungeRequest request, List<StoredVersion> versions, ExpungeResult sum) {
    inTransaction(() -> erase(caller, request, versions, sum));
  }

  private Runnable erase(
      Caller caller, ExpungeRequest request, List<StoredVersion> versions, ExpungeResult sum) {
    List<ErasedVersion> erased = erasure.erase(caller.tenantId(), versions);
    if (erased.isEmpty()) {
      return () -> {};
    }
    Set<String> tables =
        new HashSet<>(
            erasure.tables(erased.stream().map(ErasedVersion::type).collect(Collectors.toSet())));
    List<Runnable> counted = new ArrayList<>();
    for (ErasureParticipant participant : participants) {
      var besides = participant.erase(caller, erased);
      counted.add(() -> sum.besides(besides));
      tables.addAll(participant.tables());
    }
    residue.note(caller.tenantId(), tables);
    record(caller, request, erased);
    erasure.eraseShared(caller.tenantId(), erased);
    return () -> {
      sum.erased(erased.size());
      counted.forEach(Runnable::run);
    };
  }

  private void record(Caller caller, ExpungeRequest request, List<ErasedVersion> erased) {
    Set<String> patients = new TreeSet<>();
    erased.stream()
        .map(ErasedVersion::patient)
        .filter(patient -> patient != null)
        .forEach(patients::add);
    if (request.scope() == ExpungeRequest.Scope.RESIDENT) {
      // Whose row may be gone by now.
      patients.add(request.id());
    }
    audit.removed(
        caller,
        "$expunge",
        request.type() == null ? "" : request.type(),
        request.id() == null ? "" : request.id(),
        request.version() == null ? 0 : request.version(),
        patients,
        "versions=" + erased.size());
  }

  /** What the work gives back is done once, after the commit. */
  private void inTransaction(Supplier<Runnable> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        transaction
            .execute(
                status -> {
                  jdbc.execute("set local statement_timeout = '5min'");
                  return work.get();
                })
            .run();
        return;
      } catch (RuntimeException failure) {
        if (attempt == ATTEMPTS || !DatabaseFailures.lostRace(failure)) {
          throw DatabaseFailures.translate(failure);
        }
      }
    }
  }
}
