package org.xiangqiao.mappings.hl7v2;

import java.util.List;

/**
 * One order of a VXU: ORC, RXA, RXR and OBX that belong together; what the message lacks is null.
 */
record VaccinationOrder(
    SegmentReader control,
    SegmentReader administration,
    SegmentReader route,
    List<SegmentReader> observations) {}
