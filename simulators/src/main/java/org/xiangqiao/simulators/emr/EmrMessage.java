package org.xiangqiao.simulators.emr;

/**
 * A message ready to send.
 *
 * @param lane messages of one resident keep their order
 * @param type {@code ADT^A04} and the like
 */
public record EmrMessage(
    EmrSystem system, String lane, String type, String controlId, String text) {

  /** Without MLLP framing. */
  public byte[] bytes() {
    return text.getBytes(system.charset());
  }
}
