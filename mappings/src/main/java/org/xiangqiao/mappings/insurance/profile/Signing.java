package org.xiangqiao.mappings.insurance.profile;

/**
 * How a province has messages signed.
 *
 * @param algorithm {@code SM2} or {@code SM3}
 * @param place where the signature travels
 * @param text what is signed; places: input, body (headers only), infno, msgid, time, timestamp,
 *     nonce
 */
public record Signing(String algorithm, Place place, Template text) {

  /** Where a signature travels. */
  public enum Place {
    /** In the envelope's {@code cainfo}. */
    ENVELOPE,
    /** In the header that has the place {@code {signed}}. */
    HEADER
  }
}
