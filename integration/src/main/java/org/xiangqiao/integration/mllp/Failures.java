package org.xiangqiao.integration.mllp;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xiangqiao.mappings.MappingProblem;

/**
 * What a step's exception means. Unavailable: no answer, the sender sends again. Anything else is a
 * fault of ours that the same message would meet again: it is kept as refused, answered AE, and
 * replayed once we are mended.
 */
class Failures {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private final Settlement settlement;

  Failures(Settlement settlement) {
    this.settlement = settlement;
  }

  /**
   * @param at how far the message had come
   * @return empty when no answer may be given
   */
  Optional<Passage.Settled> settle(Passage at, Throwable failure) {
    Optional<Passage.Recorded> recorded = recorded(at);
    if (recorded.isEmpty() || Unavailable.is(failure)) {
      return Optional.empty();
    }
    LOG.error(
        "mllp exchange={} failed at {}",
        at.arrived().requestId(),
        at.getClass().getSimpleName(),
        new WithoutMessages(failure));
    try {
      return Optional.of(
          settlement.refused(recorded.get(), List.of(MappingProblem.of("MSH", "internal")), true));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Passage.Recorded> recorded(Passage at) {
    if (at instanceof Passage.Translated translated) {
      return Optional.of(translated.recorded());
    }
    return at instanceof Passage.Recorded recorded ? Optional.of(recorded) : Optional.empty();
  }

  /** Type and place of a failure; exception texts may quote what a sender wrote. */
  private static final class WithoutMessages extends RuntimeException {
    WithoutMessages(Throwable failure) {
      super(
          failure.getClass().getName(),
          failure.getCause() == null ? null : new WithoutMessages(failure.getCause()));
      setStackTrace(failure.getStackTrace());
    }
  }
}
