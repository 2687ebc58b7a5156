package org.xiangqiao.mappings.insurance.envelope;

/**
 * Who works at the counter (经办人). Says its number and never its name.
 *
 * @param type {@code opter_type}: 1 a person, 2 a kiosk, 3 a mobile device
 * @param number {@code opter}
 * @param name {@code opter_name}
 * @param signIn {@code sign_no} of today's 9001; {@code null} before it
 */
public record Operator(String type, String number, String name, String signIn) {

  @Override
  public String toString() {
    return "Operator[" + type + "]";
  }
}
