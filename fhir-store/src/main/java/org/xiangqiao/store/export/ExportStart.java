package org.xiangqiao.store.export;

import java.time.Instant;

/**
 * Where an export begins.
 *
 * @param transactionTime every write with an earlier {@code lastUpdated} is seen by reads that
 *     begin now; what commits later has this {@code lastUpdated} or a later one
 * @param lastRid no resource that was there at that time has a greater row id
 */
public record ExportStart(Instant transactionTime, long lastRid) {}
