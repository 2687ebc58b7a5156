package org.xiangqiao.server.text;

import java.util.UUID;
import org.xiangqiao.store.feed.FeedPosition;

/**
 * One text index of one node, as it was last told.
 *
 * @param index {@code resources} or {@code concepts}
 * @param state as in the health
 * @param rebuilt what is read was built after this order
 * @param rows read so far by a generation that is being built
 */
public record TextNode(UUID node, String index, String state, FeedPosition rebuilt, long rows) {

  public boolean isStuck() {
    return state.equals("FAILING") || state.equals("DISK_FULL");
  }
}
