package org.xiangqiao.store.binary;

import java.util.UUID;

/**
 * Bytes that lie in the store. The id is never shown to a client: whoever knows it may let a Binary
 * refer to the content.
 *
 * @param length in bytes
 */
public record BinaryContent(UUID id, long length) {}
