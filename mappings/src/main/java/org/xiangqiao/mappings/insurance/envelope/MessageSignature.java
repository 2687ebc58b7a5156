package org.xiangqiao.mappings.insurance.envelope;

/**
 * Signature of the input where the province demands it; both may be {@code null}.
 *
 * @param type {@code signtype}: SM2, SM3
 * @param value {@code cainfo}
 */
public record MessageSignature(String type, String value) {

  public static final MessageSignature NONE = new MessageSignature(null, null);

  @Override
  public String toString() {
    return "MessageSignature[" + type + "]";
  }
}
