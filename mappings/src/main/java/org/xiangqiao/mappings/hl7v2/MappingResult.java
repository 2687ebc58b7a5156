package org.xiangqiao.mappings.hl7v2;

import java.time.OffsetDateTime;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.xiangqiao.mappings.MappingProblem;

/** A message became a FHIR transaction, or was refused with all its problems at once. */
public sealed interface MappingResult {

  /**
   * @param transaction Bundle of type transaction: the Patient as conditional update ({@code PUT
   *     Patient?identifier=…}), then what depends on it, references by {@code urn:uuid}
   * @param eventTime EVN-2, else MSH-7: an older event must not overwrite a newer one
   * @param patientIsAuthoritative true for ADT, whose PID may change a stored Patient; false for
   *     VXU, whose PID only creates a Patient that is not there yet
   */
  record Mapped(Bundle transaction, OffsetDateTime eventTime, boolean patientIsAuthoritative)
      implements MappingResult {}

  /** {@code parseable} false means AR (cannot be parsed), true means AE (understood, refused). */
  record Refused(List<MappingProblem> problems, boolean parseable) implements MappingResult {}
}
