package org.xiangqiao.integration.ledger;

/** Number of messages of one direction ({@code in}, {@code out}) in one state. */
public record LedgerCount(String direction, MessageState state, long messages) {}
