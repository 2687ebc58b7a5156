package org.xiangqiao.store.write;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.WriteOutcome;

/** The running attempt: every write of the transaction and what they know of each other. */
final class WritePlan {

  final Caller caller;
  final List<PlannedWrite> writes = new ArrayList<>();

  /** Deletions nobody wrote down: referrers of what goes by cascade, they first. */
  final List<PlannedWrite> cascaded = new ArrayList<>();

  /** Reference that stands for each placeholder, once known. */
  final Map<String, String> placeholders = new HashMap<>();

  /** Answers to conditional references, by type and criteria. */
  final Map<String, String> conditional = new HashMap<>();

  /** What entries of the request may be called. */
  final Set<String> fullUrls = new HashSet<>();

  private final Map<Target, PlannedWrite> written = new HashMap<>();
  private Instant time;
  private long[] rids;
  private int ridsUsed;

  WritePlan(Caller caller, List<PreparedWrite> prepared) {
    this.caller = caller;
    for (PreparedWrite write : prepared) {
      writes.add(new PlannedWrite(write));
      if (write.fullUrl() != null) {
        fullUrls.add(write.fullUrl());
      }
    }
  }

  /** Time of the database transaction: lastUpdated of what it writes. */
  void begin(Instant start, long[] freshRids) {
    this.time = start;
    this.rids = freshRids;
  }

  int tenant() {
    return caller.tenantId();
  }

  Instant time() {
    return time;
  }

  /** Time never runs backwards between two versions of one resource. */
  Instant timeAfter(CurrentRow former) {
    return former.lastUpdated().isAfter(time) ? former.lastUpdated() : time;
  }

  long nextRid() {
    return rids[ridsUsed++];
  }

  List<PlannedWrite> deletions() {
    return select(write -> write.prepared.isDelete());
  }

  List<PlannedWrite> creations() {
    return select(write -> write.prepared.isCreate());
  }

  List<PlannedWrite> updates() {
    return select(write -> !write.prepared.isDelete() && !write.prepared.isCreate());
  }

  /** One more resource that a deletion by criteria means. */
  PlannedWrite besides(PlannedWrite deletion, String id) {
    PlannedWrite write = new PlannedWrite(deletion, id);
    writes.add(write);
    return write;
  }

  /** In the order FHIR gives for transactions: delete, create, update. */
  List<PlannedWrite> inOrder() {
    List<PlannedWrite> ordered = new ArrayList<>(cascaded);
    ordered.addAll(deletions());
    ordered.addAll(creations());
    ordered.addAll(updates());
    return ordered;
  }

  List<PlannedWrite> select(Predicate<PlannedWrite> predicate) {
    return writes.stream().filter(predicate).toList();
  }

  /** A resource that this transaction writes; null if it is not one of them. */
  PlannedWrite writing(Target target) {
    return written.get(target);
  }

  /** Takes the identity for this write; the second to take it is refused. */
  void own(PlannedWrite write) {
    if (written.putIfAbsent(write.target(), write) != null) {
      throw StoreProblem.of(
              StoreProblem.Kind.INVALID,
              write.place(),
              "duplicate-target",
              write.target().toString())
          .exception();
    }
  }

  boolean isConditional() {
    return writes.stream().anyMatch(write -> write.prepared.criteria() != null);
  }

  List<WriteOutcome> outcomes() {
    return writes.stream().filter(write -> write.first == null).map(PlannedWrite::outcome).toList();
  }
}
