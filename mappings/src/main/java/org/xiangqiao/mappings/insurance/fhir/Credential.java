package org.xiangqiao.mappings.insurance.fhir;

/**
 * What the person showed at the counter (就诊凭证): parameters of the operation, never in a resource.
 *
 * @param type {@code mdtrt_cert_type}
 * @param number {@code mdtrt_cert_no}
 * @param cardSerial {@code card_sn}; {@code null} for other than cards
 */
public record Credential(String type, String number, String cardSerial) {

  @Override
  public String toString() {
    return "Credential[" + type + "]";
  }
}
