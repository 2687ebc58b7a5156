package org.xiangqiao.integration.insurance.state;

import static org.xiangqiao.integration.insurance.state.BookingState.BOOKED;
import static org.xiangqiao.integration.insurance.state.BookingState.CANCELLED_NOT_RESETTLED;
import static org.xiangqiao.integration.insurance.state.BookingState.CREATED;
import static org.xiangqiao.integration.insurance.state.BookingState.NEEDS_CREDENTIAL;
import static org.xiangqiao.integration.insurance.state.BookingState.NEEDS_PERSON;
import static org.xiangqiao.integration.insurance.state.BookingState.NOT_BOOKED;
import static org.xiangqiao.integration.insurance.state.BookingState.REFUSED;
import static org.xiangqiao.integration.insurance.state.BookingState.REVERSED;
import static org.xiangqiao.integration.insurance.state.BookingState.SENT;
import static org.xiangqiao.integration.insurance.state.BookingState.UNKNOWN;

import java.util.Map;
import java.util.Set;

/** Which state may follow which (状态迁移表): one row a state, everything else is refused. */
public final class Transitions {

  /** Of one transaction: a new attempt is a new row, so what is answered stays as it is. */
  public static final Transitions OF_STEPS =
      new Transitions(
          "step",
          Map.of(
              SENT, Set.of(BOOKED, REFUSED, NOT_BOOKED, UNKNOWN),
              UNKNOWN, Set.of(BOOKED, NOT_BOOKED, REVERSED, NEEDS_PERSON),
              NEEDS_PERSON, Set.of(UNKNOWN)));

  /** Of a claim or visit, which goes on when it is posted again, or cancelled. */
  public static final Transitions OF_CASES =
      new Transitions(
          "case",
          Map.of(
              CREATED,
                  Set.of(SENT, BOOKED, REFUSED, UNKNOWN, CANCELLED_NOT_RESETTLED, NEEDS_CREDENTIAL),
              SENT,
                  Set.of(
                      BOOKED,
                      REFUSED,
                      UNKNOWN,
                      NOT_BOOKED,
                      CANCELLED_NOT_RESETTLED,
                      NEEDS_CREDENTIAL,
                      NEEDS_PERSON),
              UNKNOWN,
                  Set.of(
                      SENT,
                      BOOKED,
                      REFUSED,
                      NOT_BOOKED,
                      REVERSED,
                      CANCELLED_NOT_RESETTLED,
                      NEEDS_CREDENTIAL,
                      NEEDS_PERSON),
              BOOKED, Set.of(CREATED),
              REFUSED, Set.of(CREATED),
              NOT_BOOKED, Set.of(CREATED),
              REVERSED, Set.of(CREATED),
              CANCELLED_NOT_RESETTLED, Set.of(CREATED),
              NEEDS_CREDENTIAL, Set.of(CREATED),
              NEEDS_PERSON, Set.of(UNKNOWN)));

  private final String what;
  private final Map<BookingState, Set<BookingState>> next;

  private Transitions(String what, Map<BookingState, Set<BookingState>> next) {
    this.what = what;
    this.next = next;
  }

  public boolean allows(BookingState from, BookingState to) {
    return next.getOrDefault(from, Set.of()).contains(to);
  }

  /**
   * @throws IllegalStateException unless {@code to} may follow {@code from}
   */
  public void require(BookingState from, BookingState to) {
    if (!allows(from, to)) {
      throw new IllegalStateException(what + " cannot go from " + from + " to " + to);
    }
  }
}
