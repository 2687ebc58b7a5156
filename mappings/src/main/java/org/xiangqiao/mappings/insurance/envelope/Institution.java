package org.xiangqiao.mappings.insurance.envelope;

/**
 * The designated institution (定点医药机构) that sends.
 *
 * @param code {@code fixmedins_code}
 * @param name {@code fixmedins_name}
 */
public record Institution(String code, String name) {}
