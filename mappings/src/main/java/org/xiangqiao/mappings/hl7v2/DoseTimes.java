package org.xiangqiao.mappings.hl7v2;

import java.util.Optional;

/** RXA-3, when a dose was given (接种时间), and RXA-16, when its lot expires (有效期). */
final class DoseTimes {

  private DoseTimes() {}

  static Optional<Hl7Time> occurrence(SegmentReader rxa, MessageContext context) {
    Problems problems = context.problems();
    if (rxa.blank(3)) {
      problems.add(rxa.place(3), "dose-time.missing");
      return Optional.empty();
    }
    Optional<Hl7Time> time = Hl7Time.parse(rxa.text(3));
    if (time.isEmpty()) {
      problems.add(rxa.place(3), "dose-time.invalid");
    } else if (!time.get().hasDay()) {
      problems.add(rxa.place(3), "dose-time.imprecise");
    } else if (context.inFuture(time.get())) {
      problems.add(rxa.place(3), "dose-time.future");
    }
    return time;
  }

  static Optional<Hl7Time> expiry(SegmentReader rxa, Problems problems) {
    if (rxa.blank(16)) {
      return Optional.empty();
    }
    Optional<Hl7Time> time = Hl7Time.parse(rxa.text(16));
    if (time.isEmpty()) {
      problems.add(rxa.place(16), "expiry.invalid");
    }
    return time;
  }
}
