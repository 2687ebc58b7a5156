package org.xiangqiao.simulators.county;

import java.time.Duration;
import java.util.Objects;

/**
 * A way in which the platform misbehaves.
 *
 * @param kind what happens
 * @param probability of each message to be hit, 0 to 1; by a fixed seed
 * @param times how many messages are hit before the fault is over; 0 means without end
 * @param delay for {@link Kind#DELAY}
 * @param status for {@link Kind#STATUS}
 * @param code for {@link Kind#REFUSE}
 * @param reason for {@link Kind#REFUSE}
 * @param pointer JSON pointer into the message, for example {@code /dose/vaccineCode}; empty hits
 *     every message
 * @param value what must stand there
 */
public record CountyFault(
    Kind kind,
    double probability,
    int times,
    Duration delay,
    int status,
    String code,
    String reason,
    String pointer,
    String value) {

  /** What the sender sees. */
  public enum Kind {
    /** The answer comes late. */
    DELAY,
    /** An HTTP status such as 503, with a page that is no acknowledgement. */
    STATUS,
    /** The connection ends before anything is stored. */
    RESET,
    /** 200 with a body that is no acknowledgement. */
    GARBAGE,
    /** A proper refusal with code and reason. */
    REFUSE,
    /** The message is stored, but the connection ends without the acknowledgement. */
    LOSE_ACKNOWLEDGEMENT
  }

  public CountyFault {
    Objects.requireNonNull(kind, "kind");
    if (probability < 0 || probability > 1 || times < 0) {
      throw new IllegalArgumentException("probability is 0 to 1, times is 0 or more");
    }
  }

  private static CountyFault of(Kind kind) {
    return new CountyFault(kind, 1, 0, Duration.ZERO, 503, "", "", "", "");
  }

  public static CountyFault delay(Duration delay) {
    return new CountyFault(Kind.DELAY, 1, 0, delay, 0, "", "", "", "");
  }

  public static CountyFault status(int status) {
    return new CountyFault(Kind.STATUS, 1, 0, Duration.ZERO, status, "", "", "", "");
  }

  public static CountyFault reset() {
    return of(Kind.RESET);
  }

  public static CountyFault garbage() {
    return of(Kind.GARBAGE);
  }

  public static CountyFault refuse(String code, String reason) {
    return new CountyFault(Kind.REFUSE, 1, 0, Duration.ZERO, 422, code, reason, "", "");
  }

  public static CountyFault loseAcknowledgement() {
    return of(Kind.LOSE_ACKNOWLEDGEMENT);
  }

  /** Hits only some messages. */
  public CountyFault withProbability(double share) {
    return new CountyFault(kind, share, times, delay, status, code, reason, pointer, value);
  }

  /** Is over after so many messages. */
  public CountyFault times(int count) {
    return new CountyFault(kind, probability, count, delay, status, code, reason, pointer, value);
  }

  /** Hits only messages with this value at this place. */
  public CountyFault when(String jsonPointer, String wanted) {
    return new CountyFault(
        kind, probability, times, delay, status, code, reason, jsonPointer, wanted);
  }
}
