package org.xiangqiao.store.write;

import org.xiangqiao.store.WriteOperation;

/**
 * An operation and where the sender wrote it.
 *
 * @param place for example {@code Bundle.entry[3]}; empty when it is the whole request
 */
public record PlacedOperation(WriteOperation operation, String place) {}
