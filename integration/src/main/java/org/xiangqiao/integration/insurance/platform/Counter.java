package org.xiangqiao.integration.insurance.platform;

/**
 * Where and by whom a request was made (收费窗口). Lives in memory only.
 *
 * @param type {@code opter_type}: 1 a person, 2 a kiosk, 3 a mobile device
 * @param number {@code opter}
 * @param name {@code opter_name}
 * @param mac of the workstation
 * @param ip of the workstation
 */
public record Counter(String type, String number, String name, String mac, String ip) {

  /** Without anything that names a person or a place. */
  @Override
  public String toString() {
    return "Counter[" + type + "]";
  }
}
