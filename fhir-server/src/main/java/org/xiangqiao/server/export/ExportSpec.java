package org.xiangqiao.server.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.xiangqiao.store.export.ExportSelection;
import org.xiangqiao.store.export.ExportSelection.Compartments;
import org.xiangqiao.store.export.PatientRows;

/**
 * What is to be exported; kept as JSON with its job.
 *
 * @param compartments whose compartments
 * @param types in the order they are exported
 * @param since or null
 * @param filters criteria by type, any of which suffices
 * @param elements of {@code _elements}
 */
record ExportSpec(
    Compartments compartments,
    List<String> types,
    Instant since,
    Map<String, List<String>> filters,
    List<String> elements) {

  ExportSpec {
    types = List.copyOf(types);
    filters = Map.copyOf(filters);
    elements = List.copyOf(elements);
  }

  /** One part of the work: current resources of a type, or what was deleted of it. */
  record Stage(String type, boolean deleted) {}

  /** Resources first: what was deleted by then has left them. */
  List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    types.forEach(type -> stages.add(new Stage(type, false)));
    if (since != null) {
      types.forEach(type -> stages.add(new Stage(type, true)));
    }
    return stages;
  }

  ExportSelection selection(String type, UUID job) {
    PatientRows patients =
        compartments == Compartments.GIVEN
            ? new PatientRows(
                "select patient_rid from export_patient where job_id = ?", List.of(job))
            : null;
    return new ExportSelection(
        type, compartments, patients, since, filters.getOrDefault(type, List.of()));
  }
}
