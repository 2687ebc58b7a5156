package org.xiangqiao.mappings.insurance.profile;

/**
 * How a province takes settlement lists (结算清单上传, 4101A).
 *
 * @param uploads whether it takes them from here
 * @param repeatable whether one that was sent may be sent again, so that the later replaces the
 *     former; where that is not known a list whose answer is lost waits for a person
 */
public record SettlementListRule(boolean uploads, boolean repeatable) {}
