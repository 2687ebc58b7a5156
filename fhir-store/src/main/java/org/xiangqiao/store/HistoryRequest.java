package org.xiangqiao.store;

import java.time.Instant;

/**
 * History of an instance (type and id), a type (id null) or the tenant (both null), newest first.
 *
 * @param since inclusive lower bound of lastUpdated, or null; with it, the history of a type or
 *     tenant ends where writes may still be open ({@link HistoryPage#complete})
 * @param count page size
 * @param cursor sealed cursor of the page before, or null
 */
public record HistoryRequest(String type, String id, Instant since, int count, String cursor) {}
