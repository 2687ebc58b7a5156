/**
 * What resident insurance (城乡居民基本医疗保险) would pay for a bill: basic pool, catastrophic insurance and
 * medical assistance, by the parameters of a county in force on the day. An estimate for
 * simulators, plausibility and a marked answer while the platform is away, never a settlement: the
 * bureau computes.
 */
package org.xiangqiao.programmes.benefit;
