package org.xiangqiao.server.expunge;

import java.util.List;
import java.util.Optional;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.erase.Erasure;
import org.xiangqiao.store.erase.ErasureSelection;
import org.xiangqiao.store.erase.ErasureSelection.Old;
import org.xiangqiao.store.erase.Found;
import org.xiangqiao.store.erase.ResidentHistory;
import org.xiangqiao.store.erase.StoredVersion;

/** Works off a request, transaction by transaction, up to its limit. */
final class ExpungeRun {

  private static final int STEP = 200;

  private final Expunge expunge;
  private final Erasure erasure;
  private final ErasureSelection selection;
  private final ResidentHistory history;

  ExpungeRun(Expunge expunge, Erasure erasure) {
    this.expunge = expunge;
    this.erasure = erasure;
    this.selection = erasure.selection();
    this.history = erasure.residentHistory();
  }

  ExpungeResult run(Caller caller, ExpungeRequest request) {
    ExpungeResult sum = new ExpungeResult();
    switch (request.scope()) {
      case VERSION -> version(caller, request, sum);
      case RESOURCE -> resource(caller, request, sum);
      case OLD_VERSIONS -> oldVersions(caller, request, sum);
      case RESIDENT -> resident(caller, request, sum);
      case MAINTENANCE -> sum.more(false);
    }
    return sum;
  }

  private void version(Caller caller, ExpungeRequest request, ExpungeResult sum) {
    Optional<Found> current = known(caller, request);
    if (current.isPresent() && current.get().version() == request.version()) {
      throw ExpungeFaults.conflict("expunge-current", "", request.version()).exception();
    }
    StoredVersion wanted = new StoredVersion(request.type(), request.id(), request.version());
    if (!request.dryRun()) {
      expunge.versions(caller, request, List.of(wanted), sum);
    } else if (selection
        .versions(caller.tenantId(), request.type(), request.id(), Integer.MAX_VALUE)
        .contains(wanted)) {
      sum.erased(1);
    }
  }

  private void resource(Caller caller, ExpungeRequest request, ExpungeResult sum) {
    Optional<Found> current = known(caller, request);
    if (request.dryRun()) {
      count(caller, request, current.isPresent() ? 1 : 0, sum);
      return;
    }
    if (current.isPresent()) {
      expunge.resources(
          caller,
          request,
          List.of(current.get()),
          () ->
              selection.versions(
                  caller.tenantId(), request.type(), request.id(), step(request, sum)),
          sum);
    }
    versionsOf(caller, request, sum);
  }

  /** Resource, or old versions of it that go by the choices made. */
  private void oldVersions(Caller caller, ExpungeRequest request, ExpungeResult sum) {
    if (request.id() != null) {
      boolean there = known(caller, request).isPresent();
      if (there ? request.previous() : request.deleted()) {
        if (request.dryRun()) {
          count(caller, request, 0, sum);
        } else {
          versionsOf(caller, request, sum);
        }
      }
      return;
    }
    Old which =
        request.deleted() && request.previous()
            ? Old.BOTH
            : request.deleted() ? Old.DELETED : Old.REPLACED;
    List<String> types =
        request.type() == null
            ? selection.typesWithHistory(caller.tenantId())
            : List.of(request.type());
    for (String type : types) {
      old(caller, request, type, which, sum);
      if (sum.more()) {
        return;
      }
    }
  }

  private void old(
      Caller caller, ExpungeRequest request, String type, Old which, ExpungeResult sum) {
    if (request.dryRun()) {
      int left = request.limit() - sum.count();
      int found = selection.old(caller.tenantId(), type, which, left + 1).size();
      sum.erased(Math.min(found, left));
      sum.more(found > left);
      return;
    }
    while (true) {
      boolean full = sum.count() >= request.limit();
      List<StoredVersion> next =
          selection.old(caller.tenantId(), type, which, full ? 1 : step(request, sum));
      if (next.isEmpty() || full) {
        sum.more(!next.isEmpty());
        return;
      }
      expunge.versions(caller, request, next, sum);
    }
  }

  private void versionsOf(Caller caller, ExpungeRequest request, ExpungeResult sum) {
    while (true) {
      boolean full = sum.count() >= request.limit();
      List<StoredVersion> next =
          selection.versions(
              caller.tenantId(), request.type(), request.id(), full ? 1 : step(request, sum));
      if (next.isEmpty()) {
        return;
      }
      if (full) {
        sum.more(true);
        return;
      }
      expunge.versions(caller, request, next, sum);
    }
  }

  /** Versions that one transaction may erase: never more than the call has left. */
  private static int step(ExpungeRequest request, ExpungeResult sum) {
    return Math.min(STEP, request.limit() - sum.count());
  }

  private void resident(Caller caller, ExpungeRequest request, ExpungeResult sum) {
    Optional<Found> patient = known(caller, request);
    long rid = selection.rid(caller.tenantId(), request.type(), request.id()).orElseThrow();
    if (request.dryRun()) {
      countResident(caller, request, patient, rid, sum);
      return;
    }
    while (sum.count() < request.limit()) {
      List<Found> next = erasure.residents().next(caller.tenantId(), rid, step(request, sum));
      if (!next.isEmpty()) {
        delete(caller, request, rid, next, sum);
        continue;
      }
      if (patient.isPresent()) {
        delete(caller, request, rid, List.of(patient.get()), sum);
        patient = Optional.empty();
        continue;
      }
      List<StoredVersion> old = history.next(caller.tenantId(), rid, step(request, sum));
      if (old.isEmpty()) {
        return;
      }
      expunge.versions(caller, request, old, sum);
    }
    sum.more(patient.isPresent() || !history.next(caller.tenantId(), rid, 1).isEmpty());
  }

  /** The resident leads to those of their versions that are not erased at once. */
  private void delete(
      Caller caller, ExpungeRequest request, long rid, List<Found> current, ExpungeResult sum) {
    expunge.resources(
        caller,
        request,
        current,
        () -> {
          history.adopt(caller.tenantId(), rid, current);
          return history.next(caller.tenantId(), rid, step(request, sum));
        },
        sum);
  }

  private void countResident(
      Caller caller, ExpungeRequest request, Optional<Found> patient, long rid, ExpungeResult sum) {
    List<Found> found = erasure.residents().next(caller.tenantId(), rid, request.limit());
    sum.erased(found.size() + (patient.isPresent() ? 1 : 0));
    sum.erased(history.count(caller.tenantId(), rid, found));
    sum.more(sum.count() > request.limit());
  }

  private void count(Caller caller, ExpungeRequest request, int current, ExpungeResult sum) {
    sum.erased(
        current
            + selection
                .versions(caller.tenantId(), request.type(), request.id(), Integer.MAX_VALUE)
                .size());
    sum.more(sum.count() > request.limit());
  }

  /** The current version, if there is one; refuses what never was. */
  private Optional<Found> known(Caller caller, ExpungeRequest request) {
    Optional<Found> current = selection.current(caller.tenantId(), request.type(), request.id());
    if (current.isEmpty()
        && selection.rid(caller.tenantId(), request.type(), request.id()).isEmpty()) {
      throw RestFaults.notFound(request.type(), request.id()).exception();
    }
    return current;
  }
}
