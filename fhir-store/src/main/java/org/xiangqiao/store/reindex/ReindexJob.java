package org.xiangqiao.store.reindex;

import java.time.Instant;

/**
 * Indexing all resources of a type anew.
 *
 * @param parameterId the SearchParameter it is for, or null
 * @param state {@code waiting, draining, running, done, cancelled} or {@code failed}
 * @param done resources indexed so far
 * @param total how many there were, estimated when it began; null before
 * @param problem why it failed, or null
 */
public record ReindexJob(
    long id,
    String type,
    String parameterId,
    String state,
    long done,
    Long total,
    Instant createdAt,
    Instant finishedAt,
    String problem) {}
