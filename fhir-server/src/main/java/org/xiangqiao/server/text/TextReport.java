package org.xiangqiao.server.text;

import java.time.Duration;

/** Tells the database how one index of this node is: at once what changed, else now and then. */
final class TextReport {

  private static final long PROGRESS = Duration.ofSeconds(1).toNanos();
  private static final long HEARTBEAT = Duration.ofSeconds(10).toNanos();

  private final TextNodes nodes;
  private final NodeFile file;
  private final String name;
  private String state = "";
  private IndexStatus told;
  private long toldAt;

  /**
   * @param name of the index
   */
  TextReport(TextNodes nodes, NodeFile file, String name) {
    this.nodes = nodes;
    this.file = file;
    this.name = name;
  }

  String name() {
    return name;
  }

  /**
   * @param now in the words of {@link TextHealth}
   */
  void tell(String now, IndexStatus status) {
    long since = System.nanoTime() - toldAt;
    boolean due =
        told == null
            || !now.equals(state)
            || !status.withRows(0).equals(told.withRows(0))
            || since > HEARTBEAT
            || since > PROGRESS && status.rows() != told.rows();
    if (due) {
      nodes.report(file.node(), name, now, status);
      told = status;
      state = now;
      toldAt = System.nanoTime();
    }
  }
}
