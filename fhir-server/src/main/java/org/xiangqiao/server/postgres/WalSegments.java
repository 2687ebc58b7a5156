package org.xiangqiao.server.postgres;

import java.util.List;
import java.util.stream.LongStream;

/** Names of the write-ahead log's files between two positions, both included. */
final class WalSegments {

  private WalSegments() {}

  /**
   * @param timeline first eight digits of a segment's name
   * @param segmentSize bytes, {@code wal_segment_size}
   */
  static List<String> between(String timeline, String startLsn, String stopLsn, long segmentSize) {
    long perId = 0x1_0000_0000L / segmentSize;
    // A stop position on a boundary belongs to the segment that it ends.
    return LongStream.rangeClosed(
            position(startLsn) / segmentSize, (position(stopLsn) - 1) / segmentSize)
        .mapToObj(number -> "%s%08X%08X".formatted(timeline, number / perId, number % perId))
        .toList();
  }

  private static long position(String lsn) {
    String[] halves = lsn.split("/");
    return (Long.parseLong(halves[0], 16) << 32) + Long.parseLong(halves[1], 16);
  }
}
