package org.xiangqiao.integration.outbox;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.xiangqiao.integration.ledger.Problem;

/**
 * Works off the due messages of one leased lane, in order, until the batch is done or the partner
 * falls silent. Enters with one permission of the gate.
 */
class LaneRun {

  private static final Logger LOG = LoggerFactory.getLogger(LaneRun.class);

  /** Pause of a lane that waits for an older version in another lane. */
  private static final Duration OTHER_LANE = Duration.ofSeconds(1);

  private final Bridge bridge;
  private final OutboxLanes lanes;
  private final PartnerGate gate;
  private final OutboxMeters meters;
  private final Lease lease;
  private final Set<String> parked = new HashSet<>();
  private boolean permitted = true;

  LaneRun(Bridge bridge, OutboxLanes lanes, PartnerGate gate, OutboxMeters meters, Lease lease) {
    this.bridge = bridge;
    this.lanes = lanes;
    this.gate = gate;
    this.meters = meters;
    this.lease = lease;
  }

  void run() {
    try {
      List<OutboxFact> batch = lanes.batch(lease, bridge.settings().batch());
      for (OutboxFact fact : batch) {
        if (!parked.contains(fact.resource()) && !forward(fact)) {
          return;
        }
      }
      lanes.release(lease, batch.isEmpty() ? OTHER_LANE : Duration.ZERO);
    } catch (LeaseLostException e) {
      LOG.warn(e.getMessage());
    } catch (RuntimeException e) {
      giveBack();
      throw e;
    } finally {
      if (permitted) {
        gate.leaveUnused();
      }
    }
  }

  /** The lane need not wait until its lease ends. */
  private void giveBack() {
    try {
      lanes.unavailable(lease, gate.pause(lease.failures() + 1));
    } catch (LeaseLostException | DataAccessException | TransactionException e) {
      LOG.warn("a lane to {} stays leased: {}", lease.partner(), e.getClass().getName());
    }
  }

  /**
   * @return false if the lane was given back
   */
  private boolean forward(OutboxFact fact) {
    byte[] payload;
    try {
      payload = bridge.prepare(fact);
    } catch (UnmappableException e) {
      park(fact, e.problems(), null);
      return true;
    }
    if (!permitted && !gate.enter()) {
      lanes.release(lease, Duration.ZERO);
      return false;
    }
    permitted = true;
    lanes.sending(fact, payload);
    return send(fact, payload);
  }

  private boolean send(OutboxFact fact, byte[] payload) {
    long start = System.nanoTime();
    SendResult result = bridge.send(fact, payload);
    long nanos = System.nanoTime() - start;
    permitted = false;
    meters.sent(fact, result, nanos);
    if (result instanceof SendResult.Unavailable silent) {
      gate.silent(nanos, silent.cause());
      Duration pause = gate.pause(lease.failures() + 1);
      lanes.unavailable(lease, longer(pause, silent.retryAfter()));
      return false;
    }
    gate.answered(nanos);
    if (result instanceof SendResult.Delivered delivered) {
      lanes.delivered(lease, fact, delivered.answer(), bridge.settings().lease());
    } else if (result instanceof SendResult.Refused refused) {
      park(fact, refused.problems(), refused.answer());
    }
    return true;
  }

  private void park(OutboxFact fact, List<Problem> problems, byte[] answer) {
    parked.add(fact.resource());
    lanes.parked(lease, fact, problems, answer, bridge.settings().lease());
    LOG.warn(
        "message {} to {} was parked: {}",
        fact.messageId(),
        fact.partner(),
        problems.stream().map(Problem::rule).toList());
  }

  private Duration longer(Duration pause, Duration asked) {
    if (asked == null || asked.compareTo(pause) < 0) {
      return pause;
    }
    Duration max = bridge.settings().backoffMax();
    return asked.compareTo(max) > 0 ? max : asked;
  }
}
