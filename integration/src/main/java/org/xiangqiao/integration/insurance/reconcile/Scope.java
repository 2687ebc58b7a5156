package org.xiangqiao.integration.insurance.reconcile;

/**
 * What one total covers (对账范围).
 *
 * @param insuranceType {@code insutype}
 * @param clearingType {@code clr_type}
 * @param office {@code setl_optins}
 */
record Scope(String insuranceType, String clearingType, String office) {}
