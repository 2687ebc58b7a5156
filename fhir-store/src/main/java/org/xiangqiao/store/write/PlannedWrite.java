package org.xiangqiao.store.write;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.index.IndexValues;

/** What becomes of one operation in the running attempt; filled in step by step. */
final class PlannedWrite {

  final PreparedWrite prepared;

  String id;
  long rid;
  long version;
  Instant lastUpdated;

  /** The version that is current before this write; null when there is none. */
  CurrentRow former;

  WriteOutcome.Effect effect;
  String json;
  IndexValues index;

  /** Row of the Patient whose compartment it is in, or null. */
  Long patientRid;

  /** Logical id of that Patient, or null. */
  String patientId;

  /** Local references of the resource and where each stands. */
  final Map<Target, String> references = new LinkedHashMap<>();

  /** Deletions that this one brought about. */
  final List<PlannedWrite> cascaded = new ArrayList<>();

  PlannedWrite(PreparedWrite prepared) {
    this.prepared = prepared;
    this.id = prepared.id();
  }

  String type() {
    return prepared.type();
  }

  String place() {
    return prepared.place();
  }

  Resource resource() {
    return prepared.resource();
  }

  Target target() {
    return new Target(type(), id);
  }

  /** True when the database holds a new version because of this write. */
  boolean written() {
    return effect != null && effect != WriteOutcome.Effect.UNCHANGED && id != null && version > 0;
  }

  WriteOutcome outcome() {
    if (id == null || version == 0) {
      return new WriteOutcome(effect, null);
    }
    boolean deleted = effect == WriteOutcome.Effect.DELETED;
    return new WriteOutcome(
        effect,
        new StoredResource(type(), id, version, lastUpdated, deleted, json),
        cascaded.stream().map(write -> write.outcome().resource()).toList());
  }
}
