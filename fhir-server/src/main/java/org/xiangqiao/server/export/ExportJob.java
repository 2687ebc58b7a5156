package org.xiangqiao.server.export;

import java.util.UUID;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.export.ExportStart;

/**
 * A job that this node has taken.
 *
 * @param attempt which taker this is; nothing is committed for a former one
 * @param start null if nobody has begun
 * @param stage index in {@link ExportSpec#stages()}
 * @param position row id up to which everything is in the files
 */
record ExportJob(
    UUID id,
    Caller caller,
    ExportSpec spec,
    int attempt,
    ExportStart start,
    int stage,
    long position) {}
