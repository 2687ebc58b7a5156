package org.xiangqiao.integration.insurance.platform;

import java.time.Duration;
import org.xiangqiao.mappings.insurance.envelope.Payload;

/** One institution's line to its platform (专线). */
public interface Line {

  /** Whether it makes sense to send anything now. */
  boolean up();

  /** Whether the institution's signing certificate, if it needs one, is still valid (签名证书有效). */
  boolean signs();

  /** A message id (报文ID) that was never used. */
  String nextMessageId();

  /**
   * Sends once; never throws for what the network or the platform does.
   *
   * @param infno number of the transaction as this product knows it
   */
  PlatformReply send(
      String infno, String messageId, Counter counter, String insuredDistrict, Payload input);

  /**
   * Signs the operator in (9001) unless that was done today; what comes of it is seen in sending.
   */
  void signIn(Counter counter);

  /** The number that travels, which may be the province's own variant. */
  String numberOf(String infno);

  /** Whether 2601 covers the transaction. */
  boolean reversible(String infno);

  /** Whether the platform says this only when it has booked nothing. */
  boolean refusalBeforeBooking(String error);

  /** Whether the platform says this when what is to be taken back (2205, 2202) is not there. */
  boolean nothingToUndo(String error);

  /** Which office clears (清算经办机构) for patients of another district; null if only it knows. */
  String clearingOffice(String insuredDistrict);

  /** How long the platform may take to book what it was sent. */
  Duration settleTime();

  /** Who asks when nobody stands at the counter. */
  Counter unattended();
}
