package org.xiangqiao.integration.insurance.clinic;

import java.math.BigDecimal;

/**
 * What a clinic settled under one insurance type in a month; a cancel counts with negative amounts.
 *
 * @param insuranceType {@code insutype}; empty where the platform did not tell
 * @param disputed settlements that stand and whose amounts are disputed
 */
public record ClinicSum(
    String clinic,
    String insuranceType,
    long settled,
    long cancelled,
    long disputed,
    BigDecimal bill,
    BigDecimal fund,
    BigDecimal account,
    BigDecimal cash) {}
