package org.xiangqiao.simulators.insurance;

/**
 * A rule that an audit (明细审核) hits on purpose.
 *
 * @param infno 3101 or 3102
 * @param item beginning of the national codes (hilist_code) that it hits; empty for every bill
 * @param rule rule_id
 * @param name rule_name
 * @param text vola_cont
 */
public record SeededHit(String infno, String item, String rule, String name, String text) {}
