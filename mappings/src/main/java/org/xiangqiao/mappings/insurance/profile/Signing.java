package org.xiangqiao.mappings.insurance.profile;

import org.xiangqiao.mappings.insurance.signature.Sm2;

/**
 * How a province has messages signed (报文签名).
 *
 * @param algorithm {@code SM2} with the institution's key; {@code SM3}, a bare digest; {@code
 *     HMAC-SM3} with the secret of the institution
 * @param place where the signature travels
 * @param text what is signed; places: input, body (headers only), infno, msgid, time, timestamp,
 *     nonce
 * @param encoding of the signature's bytes
 * @param form of an SM2 signature
 * @param identity of an SM2 signer (用户标识)
 * @param answers how answers are signed; {@code null} when they are not looked at
 */
public record Signing(
    String algorithm,
    Place place,
    Template text,
    Encoding encoding,
    Sm2.Form form,
    String identity,
    Answers answers) {

  /** That of GB/T 35276 and of nearly everybody. */
  public static final String USUAL_IDENTITY = "1234567812345678";

  /** Where a signature travels. */
  public enum Place {
    /** In the envelope's {@code cainfo}. */
    ENVELOPE,
    /** In the header that has the place {@code {signed}}. */
    HEADER
  }

  /** How the bytes of a signature are written. */
  public enum Encoding {
    BASE64,
    /** Lower case. */
    HEX
  }

  /**
   * Signatures of the platform, in the answer's {@code cainfo}, by the same algorithm.
   *
   * @param text what is signed; places: output, infcode, reference, received, responded
   * @param unsignedRefusals whether an {@code infcode} other than 0 counts without a signature
   */
  public record Answers(Template text, boolean unsignedRefusals) {}

  /** {@code signtype}. */
  public String type() {
    return algorithm.equals("SM2") ? "SM2" : "SM3";
  }
}
