package org.xiangqiao.simulators.insurance;

import java.time.Duration;
import java.util.Objects;

/**
 * A way in which the platform misbehaves.
 *
 * @param kind what happens
 * @param point before the platform does what it was asked to, or after
 * @param infno of the transactions that it hits; empty hits every one
 * @param probability of each call to be hit, 0 to 1; by a fixed seed
 * @param times how many calls are hit before the fault is over; 0 means without end
 * @param delay how long, for {@link Kind#DELAY}, {@link Kind#REORDER} and {@link Kind#LATE_COMMIT}
 * @param until infno after whose answer to the same person {@link Kind#LATE_COMMIT} commits
 * @param status for {@link Kind#STATUS}
 * @param text of the refusal, for {@link Kind#REFUSE} and {@link Kind#FAIL}
 */
public record InsuranceFault(
    Kind kind,
    Point point,
    String infno,
    double probability,
    int times,
    Duration delay,
    String until,
    int status,
    String text) {

  /** When it happens. */
  public enum Point {
    /** Nothing is booked. */
    BEFORE,
    /** Everything is booked, only the answer suffers. */
    AFTER
  }

  /** What the caller sees. */
  public enum Kind {
    /** infcode -1 with a text of a rule; nothing is booked. */
    REFUSE,
    /** infcode -1 of the system, booked or not. */
    FAIL,
    /** The answer comes late. */
    DELAY,
    /** The connection ends without an answer. */
    DROP,
    /** The connection ends at once; the platform does it later. */
    LATE_COMMIT,
    /** The answer stands in the body twice. */
    ANSWER_TWICE,
    /** The answer of an earlier call of the same transaction. */
    STALE_ANSWER,
    /** Half a JSON. */
    GARBAGE,
    /** The right answer, called an image. */
    WRONG_TYPE,
    /** 200 with a page. */
    HTML,
    /** 200 with nothing. */
    EMPTY,
    /** Another HTTP status, with a page. */
    STATUS,
    /** The sign-in of the operator is over; only 9001 makes another. */
    SIGN_IN_EXPIRED,
    /** Waits until a later call has been done. */
    REORDER,
    /** Of fee lines only the first half is taken, then infcode -1. */
    PARTLY,
    /** infcode as text, or as number where text is usual. */
    OTHER_CODE_TYPE,
    /** A refusal with a text of 4,000 characters. */
    LONG_TEXT,
    /** A settlement that is booked as it should be, and told with a bill that is one yuan more. */
    OTHER_AMOUNTS
  }

  public InsuranceFault {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(point, "point");
    if (probability < 0 || probability > 1 || times < 0) {
      throw new IllegalArgumentException("probability is 0 to 1, times is 0 or more");
    }
  }

  /** Hits every call, without end. */
  public static InsuranceFault of(Kind kind, Point point) {
    return new InsuranceFault(kind, point, "", 1, 0, Duration.ofSeconds(1), "", 503, "业务处理失败");
  }

  public static InsuranceFault refuse(String text) {
    return of(Kind.REFUSE, Point.BEFORE).saying(text);
  }

  public static InsuranceFault failAfterBooking() {
    return of(Kind.FAIL, Point.AFTER).saying("系统异常");
  }

  public static InsuranceFault dropAfterBooking() {
    return of(Kind.DROP, Point.AFTER);
  }

  public static InsuranceFault delay(Point point, Duration delay) {
    return of(Kind.DELAY, point).lasting(delay);
  }

  public static InsuranceFault status(Point point, int status) {
    InsuranceFault fault = of(Kind.STATUS, point);
    return new InsuranceFault(fault.kind, point, "", 1, 0, fault.delay, "", status, fault.text);
  }

  /** Commits right after the next answer of that transaction about the same person. */
  public static InsuranceFault lateCommit(String until) {
    InsuranceFault fault = of(Kind.LATE_COMMIT, Point.BEFORE);
    return new InsuranceFault(
        fault.kind, fault.point, "", 1, 0, Duration.ZERO, until, fault.status, fault.text);
  }

  /** Hits only this transaction. */
  public InsuranceFault on(String transaction) {
    return new InsuranceFault(
        kind, point, transaction, probability, times, delay, until, status, text);
  }

  /** Is over after so many calls. */
  public InsuranceFault times(int count) {
    return new InsuranceFault(kind, point, infno, probability, count, delay, until, status, text);
  }

  /** Hits only some calls. */
  public InsuranceFault withProbability(double share) {
    return new InsuranceFault(kind, point, infno, share, times, delay, until, status, text);
  }

  public InsuranceFault lasting(Duration other) {
    return new InsuranceFault(kind, point, infno, probability, times, other, until, status, text);
  }

  public InsuranceFault saying(String other) {
    return new InsuranceFault(kind, point, infno, probability, times, delay, until, status, other);
  }
}
