package org.xiangqiao.mappings.hl7v2;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.hl7.fhir.r4.model.Reference;

/** What the mapping of every segment of one message needs to know, and where it puts problems. */
record MessageContext(
    Sender sender, PartnerSystems systems, Instant receivedAt, Problems problems) {

  /** Clocks of health centres are allowed to be this much ahead of ours. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofHours(1);

  LocalDate today() {
    return receivedAt.atZone(Hl7Time.ZONE).toLocalDate();
  }

  boolean inFuture(Hl7Time time) {
    return time.hasTime()
        ? time.start().toInstant().isAfter(receivedAt.plus(CLOCK_TOLERANCE))
        : time.date().isAfter(today());
  }

  Reference organization() {
    return new Reference("Organization/" + sender.organization());
  }
}
