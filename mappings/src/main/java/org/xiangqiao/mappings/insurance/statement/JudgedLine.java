package org.xiangqiao.mappings.insurance.statement;

/**
 * A row of the result of 3202, without the person number (对账结果明细).
 *
 * @param settlement {@code setl_id}; empty when the platform names none
 * @param messageId {@code msgid}; null when the platform names none
 * @param refund {@code refd_setl_flag}
 * @param memo {@code memo}, long numbers masked; null when there is none
 */
public record JudgedLine(
    String settlement, String messageId, StatementResult result, boolean refund, String memo) {}
