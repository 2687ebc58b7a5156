package org.xiangqiao.mappings.insurance.envelope;

/**
 * The device at the counter; both may be {@code null}.
 *
 * @param number {@code dev_no}
 * @param safety {@code dev_safe_info}
 */
public record Device(String number, String safety) {

  public static final Device NONE = new Device(null, null);
}
