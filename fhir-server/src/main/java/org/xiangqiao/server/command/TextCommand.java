package org.xiangqiao.server.command;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.xiangqiao.server.text.TextNode;
import org.xiangqiao.server.text.TextRebuild;

/**
 * {@code rebuild-texts}: leaves the order to build the text indexes anew in the database of the
 * running server, whose nodes carry it out, and tells how it goes. Stopping the command stops
 * nothing.
 */
final class TextCommand {

  static final String NAME = "rebuild-texts";

  private static final long LOOK = 500;

  /** So long a node may fail or lack disk before its rebuild counts as failed. */
  private static final long STUCK = Duration.ofMinutes(1).toNanos();

  private final PrintStream out;
  private final PrintStream err;
  private final Messages messages;

  TextCommand(PrintStream out, PrintStream err, Messages messages) {
    this.out = out;
    this.err = err;
    this.messages = messages;
  }

  /** Exit code 0 if every node that works has built its indexes anew, else 1. */
  int run(Connection connection) {
    try {
      return watch(
          TextRebuild.order(new JdbcTemplate(new SingleConnectionDataSource(connection, true))));
    } catch (DataAccessException failure) {
      String state =
          failure.getMostSpecificCause() instanceof SQLException sql ? sql.getSQLState() : "-";
      err.println(messages.text("codes.database", state));
      return 1;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private int watch(TextRebuild rebuild) throws InterruptedException {
    Set<String> waiting = new HashSet<>();
    Map<String, String> told = new HashMap<>();
    Map<String, Long> stuckSince = new HashMap<>();
    rebuild.alive().forEach(each -> waiting.add(key(each)));
    if (waiting.isEmpty()) {
      err.println(messages.text("texts.nobody"));
      return 1;
    }
    out.println(messages.text("texts.ordered"));
    while (true) {
      List<TextNode> alive = rebuild.alive();
      for (TextNode each : alive) {
        String key = key(each);
        waiting.add(key);
        boolean done = rebuild.isDone(each);
        tell(each, done, told);
        if (done) {
          waiting.remove(key);
        }
        long now = System.nanoTime();
        if (!done && each.isStuck() && now - stuckSince.computeIfAbsent(key, k -> now) > STUCK) {
          err.println(messages.text("texts.stuck", each.node(), each.index(), each.state()));
          return 1;
        }
        if (!each.isStuck()) {
          stuckSince.remove(key);
        }
      }
      if (waiting.isEmpty()) {
        out.println(messages.text("texts.done"));
        return 0;
      }
      if (alive.stream().noneMatch(each -> waiting.contains(key(each)))) {
        err.println(messages.text("texts.gone"));
        return 1;
      }
      Thread.sleep(LOOK);
    }
  }

  private static String key(TextNode node) {
    return node.node() + " " + node.index();
  }

  /** What has not been told yet. */
  private void tell(TextNode node, boolean done, Map<String, String> told) {
    String line =
        done
            ? messages.text("texts.node-done", node.node(), node.index())
            : messages.text("texts.progress", node.node(), node.index(), node.state(), node.rows());
    if (!line.equals(told.put(key(node), line))) {
      out.println(line);
    }
  }
}
