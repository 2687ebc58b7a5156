package org.xiangqiao.server.text;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.feed.FeedPosition;

/** How far all nodes are with their text indexes; see the schema's {@code text_index_node}. */
final class TextNodes {

  /** A node that has not reported for so long is not waited for. */
  static final Duration ALIVE = Duration.ofMinutes(2);

  /** A node that has not reported for so long has no files any more. */
  private static final Duration GONE = Duration.ofDays(30);

  /** State of a node that was stopped. */
  static final String STOPPED = "STOPPED";

  private final JdbcTemplate jdbc;

  TextNodes(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void report(UUID node, String name, String state, IndexStatus status) {
    jdbc.update(
        """
        insert into text_index_node (node, name, state, generation, purged_epoch, purged_xid,
                                     rebuilt_epoch, rebuilt_xid, rows_read)
        values (?, ?, ?, ?, ?, ?::text::xid8, ?, ?::text::xid8, ?)
        on conflict (node, name) do update
           set state = excluded.state, generation = excluded.generation,
               purged_epoch = excluded.purged_epoch, purged_xid = excluded.purged_xid,
               rebuilt_epoch = excluded.rebuilt_epoch, rebuilt_xid = excluded.rebuilt_xid,
               rows_read = excluded.rows_read, seen_at = now()
        """,
        node,
        name,
        state,
        status.generation(),
        status.purged().epoch(),
        status.purged().xidText(),
        status.rebuilt().epoch(),
        status.rebuilt().xidText(),
        status.rows());
  }

  /** Indexes of nodes that work now, those of one node together. */
  List<TextNode> alive() {
    return jdbc.query(
        """
        select node, name, state, rebuilt_epoch, rebuilt_xid::text, rows_read
          from text_index_node
         where state <> ? and seen_at > now() - make_interval(secs => ?)
         order by node, name
        """,
        (row, n) ->
            new TextNode(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                FeedPosition.before(row.getShort(4), row.getString(5)),
                row.getLong(6)),
        STOPPED,
        ALIVE.toSeconds());
  }

  /** Whether some node's files may hold words of what was erased; stopped nodes have files too. */
  boolean haveErasedWords() {
    return haveErasedWords(GONE, true);
  }

  /** Whether a node that works has still to take erased words out of its files. */
  boolean areErasing() {
    return haveErasedWords(ALIVE, false);
  }

  private boolean haveErasedWords(Duration seen, boolean stopped) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            """
            select exists (
              select 1
                from text_index_node n,
                     (select epoch, xid from text_index_order where kind = ?
                       order by epoch desc, xid desc limit 1) purge
               where n.name = ? and (n.purged_epoch, n.purged_xid) < (purge.epoch, purge.xid)
                 and n.seen_at > now() - make_interval(secs => ?)
                 and (? or n.state <> ?))
            """,
            Boolean.class,
            TextOrders.PURGE,
            TextIndex.NAME,
            seen.toSeconds(),
            stopped,
            STOPPED));
  }
}
