package org.xiangqiao.mappings.hl7v2;

import java.util.Optional;

/** When it happened at the sender: EVN-2, else MSH-7. It orders messages about one resident. */
final class EventTime {

  private EventTime() {}

  /** Empty, with a problem, when there is none that can be used. */
  static Optional<Hl7Time> read(ParsedMessage message, MessageContext context) {
    boolean byEvent = message.event() != null && !message.event().blank(2);
    String place = byEvent ? "EVN-2" : "MSH-7";
    String text = byEvent ? message.event().text(2) : message.header().text(7);
    if (text.isEmpty()) {
      context.problems().add(place, "event-time.missing");
      return Optional.empty();
    }
    Optional<Hl7Time> time = Hl7Time.parse(text);
    if (time.isEmpty() || !time.get().hasDay()) {
      context.problems().add(place, "event-time.invalid");
      return Optional.empty();
    }
    if (context.inFuture(time.get())) {
      // It would keep every later message about the resident from having an effect.
      context.problems().add(place, "event-time.future");
    }
    return time;
  }
}
