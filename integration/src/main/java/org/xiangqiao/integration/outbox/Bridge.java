package org.xiangqiao.integration.outbox;

/** The way to one partner: makes his form of a fact, sends it, and understands his answer. */
public interface Bridge {

  /** Configured partner id, the same as of its {@link OutboxInterest}. */
  String partner();

  OutboxSettings settings();

  /**
   * The fact in the partner's form; may read the store.
   *
   * @throws UnmappableException if the partner's form cannot carry it
   */
  byte[] prepare(OutboxFact fact);

  /** Sends once, with no transaction open; every failure is a result, never an exception. */
  SendResult send(OutboxFact fact, byte[] payload);
}
