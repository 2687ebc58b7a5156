package org.xiangqiao.integration.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.xiangqiao.store.WriteParticipant;

/**
 * The ledger's door. Methods that change something commit before they return, unless said
 * otherwise. A method that takes an entry works on the state that the entry shows: if another
 * thread or node was faster, it throws {@link LedgerConflictException} and changes nothing.
 */
public interface ExchangeLedger {

  /** Makes the raw message durable, or finds that the very same was received before. */
  Receipt receive(IncomingMessage message);

  /**
   * A participant that marks the message stored (or unchanged), notes the resources touched and
   * keeps {@code answer}, inside the transaction of the resources.
   */
  WriteParticipant stored(LedgerEntry entry, byte[] answer);

  /** Understood, nothing to write. */
  void unchanged(LedgerEntry entry, byte[] answer);

  /** Refused for good; kept with its reasons until a person replays it. */
  void refused(LedgerEntry entry, List<Problem> problems, byte[] answer);

  /**
   * Adds an outgoing message in state {@code waiting}; joins the running transaction.
   *
   * @param controlId stable message id under which the partner sees every attempt
   * @return its message id
   */
  long addOutgoing(
      int tenantId, String partner, String messageType, String controlId, String requestId);

  /** As {@link #addOutgoing(int, String, String, String, String)}, many at once, ids in order. */
  List<Long> addOutgoing(List<OutgoingMessage> messages);

  /** Keeps what is about to be sent; joins a running transaction. */
  void sending(int tenantId, long messageId, byte[] payload);

  /** The partner acknowledged; counts the attempt; joins a running transaction. */
  void delivered(int tenantId, long messageId, byte[] answer);

  /**
   * The partner refused, or it could not be mapped; counts the attempt; joins a running
   * transaction.
   */
  void parked(int tenantId, long messageId, List<Problem> problems, byte[] answer);

  /** Waiting again, by an operator's replay; joins a running transaction. */
  void waiting(int tenantId, long messageId);

  List<LedgerEntry> list(int tenantId, LedgerFilter filter);

  Optional<LedgerEntry> find(int tenantId, long messageId);

  /** Raw bytes as they were on the wire. */
  Optional<byte[]> payload(int tenantId, long messageId);

  Optional<byte[]> answer(int tenantId, long messageId);

  /** How many messages arrived since then, by direction and state. */
  List<LedgerCount> summary(int tenantId, Instant since);

  /** How many messages are kept, by direction and state; reads the whole ledger of the tenant. */
  default List<LedgerCount> summary(int tenantId) {
    return summary(tenantId, Instant.EPOCH);
  }
}
