package org.xiangqiao.store;

import org.hl7.fhir.r4.model.Resource;

/**
 * One resource version written in the running transaction, as a {@link WriteParticipant} sees it.
 *
 * @param resource the new content, references resolved, id and meta set; null for a deletion. A
 *     Binary has no data: they lie beside it
 * @param patientId logical id of the Patient whose compartment it is in, or null
 */
public record Change(
    WriteOutcome.Effect effect,
    String type,
    String id,
    long version,
    Resource resource,
    String patientId) {}
