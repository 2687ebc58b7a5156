package org.xiangqiao.store.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Binary;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.binary.BinaryWrites;
import org.xiangqiao.store.index.IndexValues;
import org.xiangqiao.store.index.ResourceIndexer;

/** Puts new versions into the database: body, index values, business keys, change rows. */
final class Saving {

  private final ReferenceResolver references;
  private final ReferenceIntegrity integrity;
  private final BodyEncoder encoder;
  private final ResourceIndexer indexer;
  private final ResourceRows rows;
  private final IndexRows index;
  private final BusinessKeys keys;
  private final BinaryWrites binaries;

  Saving(
      ReferenceResolver references,
      ReferenceIntegrity integrity,
      BodyEncoder encoder,
      ResourceIndexer indexer,
      ResourceRows rows,
      IndexRows index,
      BusinessKeys keys,
      BinaryWrites binaries) {
    this.references = references;
    this.integrity = integrity;
    this.encoder = encoder;
    this.indexer = indexer;
    this.rows = rows;
    this.index = index;
    this.keys = keys;
    this.binaries = binaries;
  }

  /**
   * @param deleted deletions of this transaction whose change rows and locks go with this step
   */
  void save(WritePlan plan, List<PlannedWrite> writes, List<PlannedWrite> deleted) {
    claimBinaries(plan, writes);
    List<PlannedWrite> changed = new ArrayList<>();
    for (PlannedWrite write : writes) {
      references.resolve(plan, write);
      encoder.encode(write);
      write.index = indexer.index(plan.tenant(), write.resource());
      if (write.effect != WriteOutcome.Effect.UNCHANGED) {
        changed.add(write);
      }
    }
    integrity.lock(plan, changed, deleted);
    Map<Target, Long> targets = integrity.targets(plan, changed);
    for (PlannedWrite write : writes) {
      compartment(plan, write, targets);
    }
    store(plan.tenant(), changed);
    List<PlannedWrite> fed = new ArrayList<>(deleted);
    fed.addAll(changed);
    if (!fed.isEmpty()) {
      index.insert(plan.tenant(), fed, targets);
    }
    keys.claim(plan.tenant(), changed);
  }

  private void claimBinaries(WritePlan plan, List<PlannedWrite> writes) {
    List<Binary> found =
        writes.stream()
            .map(PlannedWrite::resource)
            .filter(Binary.class::isInstance)
            .map(Binary.class::cast)
            .toList();
    if (!found.isEmpty()) {
      binaries.claim(plan.tenant(), found);
    }
  }

  private void store(int tenant, List<PlannedWrite> changed) {
    List<Long> outdated = changed.stream().filter(w -> w.former != null).map(w -> w.rid).toList();
    if (!outdated.isEmpty()) {
      index.clear(tenant, outdated, List.of());
    }
    ByType.of(changed.stream().filter(write -> write.former == null).toList())
        .forEach((type, writes) -> rows.insert(tenant, type, writes));
    ByType.of(changed.stream().filter(write -> write.former != null).toList())
        .forEach((type, writes) -> rows.update(tenant, type, writes));
  }

  /** Of which resident (居民) it is: a Patient is in its own compartment. */
  private static void compartment(WritePlan plan, PlannedWrite write, Map<Target, Long> targets) {
    IndexValues values = write.index;
    if (write.type().equals("Patient")) {
      write.patientRid = write.rid;
      write.patientId = write.id;
      return;
    }
    Target patient = values.patient() == null ? null : Target.parse(values.patient());
    if (patient != null) {
      write.patientRid = targets.get(patient);
      write.patientId = patient.id();
    }
  }
}
