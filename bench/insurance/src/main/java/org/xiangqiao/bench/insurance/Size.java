package org.xiangqiao.bench.insurance;

/**
 * Numbers of calls.
 *
 * @param warm claims before anything is measured
 * @param counted claims whose transactions are counted
 * @param slow claims at five a second
 * @param fast claims at fifty a second
 * @param waiting claims at once
 * @param reads of others beside them
 */
record Size(int warm, int counted, int slow, int fast, int waiting, int reads) {

  static Size of(String name) {
    return switch (name) {
      case "full" -> new Size(2_500, 20, 300, 1_500, 500, 600);
      case "small" -> new Size(600, 10, 100, 750, 100, 100);
      // What a claim costs in processor time, on a server that is warm; nothing else.
      case "cost" -> new Size(2_500, 50, 1_000, 0, 100, 0);
      default -> throw new IllegalArgumentException("full, small or cost, not " + name);
    };
  }

  boolean costOnly() {
    return fast == 0;
  }

  /** Residents, each of whom is settled once; and some to spare. */
  int residents() {
    return warm + counted + slow + fast + waiting + 10;
  }
}
