package org.xiangqiao.server.text;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.feed.FeedPosition;

/** The order to build all text indexes anew, and how far the nodes have carried it out. */
public final class TextRebuild {

  private final TextNodes nodes;
  private final FeedPosition order;

  private TextRebuild(TextNodes nodes, FeedPosition order) {
    this.nodes = nodes;
    this.order = order;
  }

  /** Leaves the order: whoever works, or is started later, carries it out. */
  public static TextRebuild order(JdbcTemplate jdbc) {
    return new TextRebuild(new TextNodes(jdbc), new TextOrders(jdbc).add(TextOrders.REBUILD));
  }

  /** Indexes of the nodes that work now. */
  public List<TextNode> alive() {
    return nodes.alive();
  }

  public boolean isDone(TextNode node) {
    return node.rebuilt().compareTo(order) >= 0;
  }
}
