package org.xiangqiao.server.text;

import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xiangqiao.server.text.IndexStatus.State;
import org.xiangqiao.store.feed.FeedPosition;

/**
 * The generations of the index that are open on this node: the one that is read, and one that is
 * being built beside it. All but {@link #read} and {@link #state} is for one thread.
 */
final class TextIndexes<G extends Generation> {

  private static final Logger LOG = LoggerFactory.getLogger(TextIndexes.class);

  /** Batches of a new generation between two looks at the one that is read. */
  private static final int BUILT_AT_ONCE = 3;

  /** How long a replaced generation is kept for searches under way. */
  private static final long KEPT = Duration.ofSeconds(5).toNanos();

  private final String name;
  private final IntFunction<G> opener;
  private final Generations generations;
  private final StandingOrders orders;

  private G serving;
  private G building;
  private G retired;
  private long retiredAt;
  private boolean writing;
  private boolean following;
  private boolean caughtUp;
  private int touched;
  private FeedPosition purged = FeedPosition.START;
  private volatile G read;
  private volatile State state = State.OPENING;

  /**
   * @param name for the log
   * @param opener opens a generation by its number
   */
  TextIndexes(String name, IntFunction<G> opener, Generations generations, TextOrders orders) {
    this.name = name;
    this.opener = opener;
    this.generations = generations;
    this.orders = new StandingOrders(orders);
  }

  /** The complete index, or null while there is none. */
  G read() {
    return read;
  }

  State state() {
    return state;
  }

  /** Whether the index that is read was complete in the last turn; a new one may be being built. */
  boolean isCaughtUp() {
    return caughtUp;
  }

  /** Whether another node feeds the index. */
  boolean isFollowing() {
    return following;
  }

  IndexStatus status() {
    G now = read;
    return new IndexStatus(
        state,
        now == null ? 0 : now.number(),
        purged,
        now == null ? FeedPosition.START : now.facts().done(TextOrders.REBUILD),
        building == null ? 0 : building.rows());
  }

  /**
   * Does a part of what is to be done.
   *
   * @return true if there is more to do at once
   */
  boolean turn() {
    boolean may = generations.mayWrite();
    if (may != writing) {
      // Who was the writer meanwhile has gone on: begin with what the index says now.
      boolean followed = may && read != null;
      closeAll();
      writing = may;
      if (followed) {
        openAll();
        // Others go on reading it as it is, and so does this node.
        read = serving;
      }
    }
    following = !writing;
    if (!writing) {
      follow();
      return false;
    }
    if (serving == null && building == null) {
      openAll();
    }
    boolean more = serving != null && serve();
    more |= building != null && build();
    purged = StandingOrders.purged(purged, serving, building, retired);
    return more;
  }

  /** A node that does not write reads the generation that the writer names. */
  private void follow() {
    int current = generations.current();
    if (read != null && read.number() == current) {
      read.refresh();
    } else {
      G former = read;
      G next = current == 0 ? null : open(current);
      if (next != null && !orders.isOfThisDatabase(next)) {
        next.close();
        next = null;
      }
      read = next;
      state = next == null ? State.BUILDING : State.READY;
      close(former);
    }
    caughtUp = read != null && generations.isFed();
    purged = StandingOrders.purged(purged, read);
  }

  private G open(int generation) {
    touched = generation;
    return opener.apply(generation);
  }

  private void openAll() {
    generations.removeOthers();
    removeFormer();
    int current = generations.current();
    if (current > 0) {
      serving = open(current);
      if (orders.isOfThisDatabase(serving)) {
        state = State.CATCHING_UP;
      } else {
        LOG.warn("the index {} was made from another database: it is built anew", name);
        generations.switchTo(0);
        G foreign = serving;
        serving = null;
        discard(foreign);
      }
    }
    int unfinished = generations.unfinished();
    if (unfinished > 0) {
      resume(unfinished);
    }
    if (serving == null && building == null) {
      begin();
    }
  }

  private void removeFormer() {
    int former = generations.former();
    if (former > 0) {
      try {
        discard(open(former));
      } catch (RuntimeException unreadable) {
        LOG.warn(
            "generation {} of the index {} is left: {}",
            former,
            name,
            IndexFailure.words(unreadable));
      }
    }
  }

  /** Somebody was stopped while he built it: it goes on where he was. */
  private void resume(int unfinished) {
    building = open(unfinished);
    if (orders.isOfThisDatabase(building) && !orders.isOutdated(building)) {
      tellBuilding("going on with");
    } else {
      G useless = building;
      building = null;
      discard(useless);
    }
  }

  /** A new generation beside the one that is read. */
  private void begin() {
    int next = generations.next();
    if (generations.mayBeLeft(next)) {
      drop(open(next));
    }
    building = open(next);
    orders.begin(building);
    tellBuilding("building");
  }

  private void tellBuilding(String doing) {
    if (serving == null) {
      state = State.BUILDING;
    }
    LOG.info("{} generation {} of the index {}", doing, building.number(), name);
  }

  private boolean serve() {
    touched = serving.number();
    boolean more = serving.step();
    caughtUp = !more;
    if (!more) {
      read = serving;
      state = State.READY;
      // Where nothing is written, nothing else would tell that the index is gone.
      serving.refresh();
    }
    boolean clean = orders.purge(serving, this::removeRetired);
    boolean kept = retired != null && System.nanoTime() - retiredAt <= KEPT;
    if (retired != null && (!kept || StandingOrders.hasErasedWords(retired, serving))) {
      removeRetired();
    }
    if (building == null && (!clean || orders.isOutdated(serving))) {
      begin();
      return true;
    }
    return more;
  }

  private boolean build() {
    touched = building.number();
    for (int i = 0; i < BUILT_AT_ONCE && generations.mayWrite(); i++) {
      boolean more = building.step();
      orders.purge(building, this::removeRetired);
      if (!more) {
        finish();
        return true;
      }
    }
    return true;
  }

  private void finish() {
    removeRetired();
    generations.switchTo(building.number());
    // Searches that are under way read the former one a little longer.
    retired = serving;
    retiredAt = System.nanoTime();
    serving = building;
    building = null;
    read = serving;
    state = State.READY;
    caughtUp = true;
    LOG.info("generation {} of the index {} is complete", read.number(), name);
  }

  private void removeRetired() {
    G index = retired;
    retired = null;
    if (index != null) {
      discard(index);
    }
  }

  private void discard(G index) {
    drop(index);
    generations.remove(index.number());
  }

  private static void drop(Generation index) {
    try (index) {
      index.drop();
    }
  }

  /** After a failure: everything is opened anew, and what is broken is built anew. */
  void recover(Throwable failure) {
    int generation = touched;
    closeAll();
    state = State.FAILING;
    if (IndexFailure.isBroken(failure) && generation > 0 && writing) {
      LOG.warn(
          "generation {} of the index {} is broken and is built anew: {}",
          generation,
          name,
          IndexFailure.words(failure));
      if (generation == generations.current()) {
        generations.switchTo(0);
      }
      generations.remove(generation);
    }
  }

  void closeAll() {
    G shown = read == serving ? null : read;
    read = null;
    caughtUp = false;
    Stream.of(shown, serving, building, retired).forEach(TextIndexes::close);
    serving = null;
    building = null;
    retired = null;
  }

  /** Whatever comes of it: another is opened in its place. */
  private static void close(Generation index) {
    if (index != null) {
      try {
        index.close();
      } catch (RuntimeException | Error unclean) {
        LOG.warn("the text index was not closed cleanly: {}", IndexFailure.words(unclean));
      }
    }
  }
}
