package org.xiangqiao.integration.insurance.estimate;

import org.xiangqiao.programmes.benefit.BenefitAmounts;

/**
 * An estimate (测算), which is not the platform's answer.
 *
 * @param plan name of the county's parameters
 * @param lines of the bill
 * @param unknown lines whose item is not in the catalogue that was fetched: they count as own
 *     expense
 */
public record Estimate(String plan, BenefitAmounts amounts, int lines, int unknown) {}
