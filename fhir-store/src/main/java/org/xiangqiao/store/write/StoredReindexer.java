package org.xiangqiao.store.write;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.index.IndexValues;
import org.xiangqiao.store.index.ResourceIndexer;
import org.xiangqiao.store.reindex.RowReindexer;

/** Writes the index values of stored rows anew; the rows are locked against writers meanwhile. */
final class StoredReindexer implements RowReindexer {

  private final JdbcTemplate jdbc;
  private final FhirContext fhir;
  private final ResourceTypes types;
  private final ResourceIndexer indexer;
  private final ResourceRows rows;
  private final IndexRows index;
  private final ToLongFunction<String> parameterKey;

  StoredReindexer(
      JdbcTemplate jdbc,
      FhirContext fhir,
      ResourceTypes types,
      ResourceIndexer indexer,
      ResourceRows rows,
      IndexRows index,
      ToLongFunction<String> parameterKey) {
    this.jdbc = jdbc;
    this.fhir = fhir;
    this.types = types;
    this.indexer = indexer;
    this.rows = rows;
    this.index = index;
    this.parameterKey = parameterKey;
  }

  @Override
  public Batch reindex(int tenantId, String type, long afterRid, int limit) {
    List<StoredRow> stored =
        jdbc.query(
            "select rid, fhir_id, body from "
                + types.table(type)
                + " where tenant_id = ? and rid > ? order by rid limit ? for update",
            (row, n) -> stored(tenantId, row.getLong(1), row.getString(2), row.getString(3)),
            tenantId,
            afterRid,
            limit);
    if (stored.isEmpty()) {
      return new Batch(0, afterRid);
    }
    Map<Target, Long> targets = targets(tenantId, stored);
    IndexRowSet values = new IndexRowSet();
    for (StoredRow row : stored) {
      values.add(row.rid(), row.index(), parameterKey);
      for (IndexValues.ReferenceValue reference : row.index().references()) {
        Long target = targets.get(new Target(reference.targetType(), reference.targetId()));
        if (target != null) {
          long parameter = parameterKey.applyAsLong(reference.parameter());
          values.link(target, parameter, types.code(type), row.rid());
        }
      }
    }
    index.replace(tenantId, stored.stream().map(StoredRow::rid).toList(), values);
    rows.reindex(
        tenantId, type, stored.stream().map(row -> row.withPatient(type, targets)).toList());
    return new Batch(stored.size(), stored.get(stored.size() - 1).rid());
  }

  private StoredRow stored(int tenantId, long rid, String id, String body) {
    Resource resource = (Resource) fhir.newJsonParser().parseResource(body);
    return new StoredRow(rid, id, indexer.index(tenantId, resource), null);
  }

  private Map<Target, Long> targets(int tenantId, List<StoredRow> stored) {
    Map<String, Set<String>> wanted = new TreeMap<>();
    for (StoredRow row : stored) {
      for (IndexValues.ReferenceValue reference : row.index().references()) {
        if (types.knows(reference.targetType())) {
          wanted
              .computeIfAbsent(reference.targetType(), type -> new LinkedHashSet<>())
              .add(reference.targetId());
        }
      }
    }
    Map<Target, Long> targets = new HashMap<>();
    wanted.forEach(
        (type, ids) ->
            rows.rids(tenantId, type, new ArrayList<>(ids))
                .forEach((id, rid) -> targets.put(new Target(type, id), rid)));
    return targets;
  }

  /**
   * A row and what is indexed of it.
   *
   * @param patientRid of the Patient in whose compartment it is
   */
  record StoredRow(long rid, String id, IndexValues index, Long patientRid) {

    StoredRow withPatient(String type, Map<Target, Long> targets) {
      if (type.equals("Patient")) {
        return new StoredRow(rid, id, index, rid);
      }
      Target patient = index.patient() == null ? null : Target.parse(index.patient());
      return new StoredRow(rid, id, index, patient == null ? null : targets.get(patient));
    }
  }
}
