package org.xiangqiao.integration.ledger;

/**
 * What {@link ExchangeLedger#receive} found.
 *
 * @param entry the row: new, or the earlier one when this very message was here before
 * @param repeated true when the same sender sent the same control id and payload before
 * @param answer what was answered then, or null
 */
public record Receipt(LedgerEntry entry, boolean repeated, byte[] answer) {}
