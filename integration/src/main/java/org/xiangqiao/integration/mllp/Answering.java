package org.xiangqiao.integration.mllp;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Last step: one log line and one measurement per message, without anything about a person. What an
 * unknown sender calls its message is not repeated: it could be anything.
 */
class Answering {

  private static final Logger LOG = LoggerFactory.getLogger(Answering.class);
  private static final Pattern MESSAGE_TYPE = Pattern.compile("[A-Z]{3}\\^[A-Z][0-9]{2}");

  private final MeterRegistry meters;
  private final Clock clock;

  Answering(MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * @return the acknowledgement, or null: none may be sent
   */
  byte[] answer(Passage.Settled settled) {
    Passage.Arrived arrived = settled.arrived();
    told(arrived, String.valueOf(settled.messageId()), state(settled));
    return settled.answer();
  }

  /** The message is not safe with us: no answer, so that the sender sends it again. */
  void unavailable(Passage.Arrived arrived, Throwable cause) {
    told(arrived, "-", "unavailable");
    LOG.warn(
        "mllp exchange={} gets no acknowledgement: {}",
        arrived.requestId(),
        cause.getClass().getSimpleName());
  }

  private void told(Passage.Arrived arrived, String messageId, String state) {
    Duration taken = Duration.between(arrived.at(), clock.instant());
    String type = type(arrived);
    LOG.info(
        "mllp exchange={} message={} partner={} type={} state={} ms={}",
        arrived.requestId(),
        messageId,
        arrived.partnerId(),
        type,
        state,
        taken.toMillis());
    meters
        .timer(
            "xiangqiao.mllp.messages", "partner", arrived.partnerId(), "type", type, "state", state)
        .record(taken.isNegative() ? Duration.ZERO : taken);
  }

  private static String state(Passage.Settled settled) {
    return settled.state().name().toLowerCase(Locale.ROOT);
  }

  private static String type(Passage.Arrived arrived) {
    String type = arrived.message().messageType();
    return arrived.partner().isPresent() && MESSAGE_TYPE.matcher(type).matches() ? type : "other";
  }
}
