package org.xiangqiao.mappings.insurance.envelope;

/**
 * The receiving system, as the bureau names it.
 *
 * @param system {@code recer_sys_code}
 * @param version {@code infver}
 */
public record Receiver(String system, String version) {}
