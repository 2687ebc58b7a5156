package org.xiangqiao.integration.mllp;

import org.xiangqiao.mappings.hl7v2.Hl7v2Mapping;
import org.xiangqiao.mappings.hl7v2.MappingResult;

/** Third step: the message becomes one FHIR transaction, or is refused with all its problems. */
class Translation {

  private final Hl7v2Mapping mapping;
  private final Settlement settlement;

  Translation(Hl7v2Mapping mapping, Settlement settlement) {
    this.mapping = mapping;
    this.settlement = settlement;
  }

  /**
   * @return {@code Translated}, or {@code Settled} when refused
   */
  Passage translate(Passage.Recorded recorded) {
    Passage.Arrived arrived = recorded.arrived();
    MappingResult result =
        mapping.map(arrived.partner().orElseThrow().sender(), arrived.message(), arrived.at());
    if (result instanceof MappingResult.Refused refused) {
      return settlement.refused(recorded, refused.problems(), refused.parseable());
    }
    return new Passage.Translated(recorded, (MappingResult.Mapped) result);
  }
}
