package org.xiangqiao.store.export;

import java.time.Instant;
import java.util.List;

/**
 * What is exported of one type.
 *
 * @param compartments whose Patient compartments are meant
 * @param patients for {@link Compartments#GIVEN}, else null
 * @param since only what changed at this time or later, or null
 * @param filters criteria as in a URL without type and question mark; what meets any of them is
 *     exported, everything if there are none
 */
public record ExportSelection(
    String type,
    Compartments compartments,
    PatientRows patients,
    Instant since,
    List<String> filters) {

  /** In whose compartment a resource has to be (R4 compartmentdefinition-patient.html). */
  public enum Compartments {
    /** In any or none. */
    NONE,
    ANY_PATIENT,
    GIVEN
  }

  public ExportSelection {
    filters = List.copyOf(filters);
  }

  /** Whether some index may lead to few rows; else the whole table is read in its order. */
  boolean selective() {
    return since != null || !filters.isEmpty() || compartments == Compartments.GIVEN;
  }
}
