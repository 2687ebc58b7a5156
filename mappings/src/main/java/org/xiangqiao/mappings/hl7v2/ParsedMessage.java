package org.xiangqiao.mappings.hl7v2;

import java.util.List;

/** Segments of a message that the mapping reads; what the message lacks is null or empty. */
record ParsedMessage(
    SegmentReader header,
    SegmentReader event,
    SegmentReader resident,
    SegmentReader visit,
    List<SegmentReader> nextOfKin,
    List<VaccinationOrder> orders) {}
