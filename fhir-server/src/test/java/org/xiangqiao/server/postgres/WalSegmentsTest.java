package org.xiangqiao.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WalSegmentsTest {

  private static final long MB16 = 16L << 20;

  @Test
  void namesEverySegmentFromStartToStop() {
    assertThat(WalSegments.between("00000001", "0/2000028", "0/4000100", MB16))
        .containsExactly(
            "000000010000000000000002", "000000010000000000000003", "000000010000000000000004");
  }

  @Test
  void aStopOnABoundaryNeedsNoFurtherSegment() {
    assertThat(WalSegments.between("00000001", "0/2000028", "0/3000000", MB16))
        .containsExactly("000000010000000000000002");
  }

  @Test
  void goesOverTheFourGigabyteLine() {
    assertThat(WalSegments.between("0000000A", "1/FF000060", "2/120", MB16))
        .containsExactly("0000000A00000001000000FF", "0000000A0000000200000000");
  }

  @Test
  void knowsOtherSegmentSizes() {
    assertThat(WalSegments.between("00000001", "3/C0000000", "3/C0000080", 1L << 30))
        .containsExactly("000000010000000300000003");
  }
}
