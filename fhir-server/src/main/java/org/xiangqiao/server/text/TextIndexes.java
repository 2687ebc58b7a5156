package org.xiangqiao.server.text;

import java.time.Duration;
import java.util.Map;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  /** How this node's index is. */
  enum State {
    /** Not opened yet. */
    OPENING,
    /** There is none to read; it is made. */
    BUILDING,
    /** What was written while this node was away is being read. */
    CATCHING_UP,
    READY,
    /** Fails; tried again. */
    FAILING
  }

  private final String name;
  private final IntFunction<G> opener;
  private final Generations generations;
  private final TextOrders orders;

  private G serving;
  private G building;
  private G retired;
  private long retiredAt;
  private boolean writing;
  private volatile G read;
  private volatile State state = State.OPENING;
  private volatile long purged;

  /**
   * @param name for the log
   * @param opener opens a generation by its number
   */
  TextIndexes(String name, IntFunction<G> opener, Generations generations, TextOrders orders) {
    this.name = name;
    this.opener = opener;
    this.generations = generations;
    this.orders = orders;
  }

  /** The complete index, or null while there is none. */
  G read() {
    return read;
  }

  State state() {
    return state;
  }

  /** The newest order to leave no erased word that this node has carried out. */
  long purged() {
    return purged;
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
      closeAll();
      writing = may;
    }
    if (!writing) {
      follow();
      return false;
    }
    if (serving == null && building == null) {
      open();
    }
    boolean more = serving != null && serve();
    return (building != null && build()) || more;
  }

  /** A node that does not write reads the generation that the writer names. */
  private void follow() {
    int current = generations.current();
    if (current == 0) {
      state = State.BUILDING;
    } else if (read == null || read.number() != current) {
      G former = read;
      read = opener.apply(current);
      state = State.READY;
      if (former != null) {
        former.close();
      }
    } else {
      read.refresh();
    }
  }

  private void open() {
    int current = generations.current();
    generations.removeOthers();
    if (current == 0) {
      begin();
      return;
    }
    G index = opener.apply(current);
    if (index.isOf(orders.database())) {
      serving = index;
      state = State.CATCHING_UP;
      return;
    }
    LOG.warn("the index {} was made from another database: it is built anew", name);
    index.drop();
    index.close();
    generations.remove(current);
    begin();
  }

  /** A new generation beside the one that is read. */
  private void begin() {
    int next = generations.next();
    String rebuild = String.valueOf(orders.newest(TextOrders.REBUILD));
    String purge = String.valueOf(orders.newest(TextOrders.PURGE));
    if (generations.mayBeLeft(next)) {
      G left = opener.apply(next);
      left.drop();
      left.close();
    }
    building = opener.apply(next);
    building.note(
        Map.of(
            Facts.DATABASE, orders.database(),
            TextOrders.REBUILD, rebuild,
            TextOrders.PURGE, purge));
    if (serving == null) {
      state = State.BUILDING;
    }
    LOG.info("building generation {} of the index {}", next, name);
  }

  private boolean serve() {
    long purge = orders.newest(TextOrders.PURGE);
    if (serving.step() > 0) {
      return true;
    }
    if (read != serving) {
      read = serving;
    }
    state = State.READY;
    if (retired != null && (purge > purged || System.nanoTime() - retiredAt > KEPT)) {
      removeRetired();
    }
    if (purge > serving.done(TextOrders.PURGE)) {
      serving.purge();
      serving.note(Map.of(TextOrders.PURGE, String.valueOf(purge)));
    }
    purged = serving.done(TextOrders.PURGE);
    if (building == null && orders.newest(TextOrders.REBUILD) > serving.done(TextOrders.REBUILD)) {
      begin();
      return true;
    }
    return false;
  }

  private boolean build() {
    for (int i = 0; i < BUILT_AT_ONCE; i++) {
      if (building.step() == 0) {
        finish();
        return true;
      }
    }
    return true;
  }

  private void finish() {
    generations.switchTo(building.number());
    G former = serving;
    serving = building;
    building = null;
    read = serving;
    state = State.READY;
    removeRetired();
    // Searches that are under way read it a little longer.
    retired = former;
    retiredAt = System.nanoTime();
    LOG.info("generation {} of the index {} is complete", read.number(), name);
  }

  private void removeRetired() {
    G index = retired;
    retired = null;
    if (index != null) {
      index.drop();
      index.close();
      generations.remove(index.number());
    }
  }

  /** After a failure: everything is opened anew, and what is broken is built anew. */
  void recover(RuntimeException failure) {
    boolean broken = IndexFailure.isBroken(failure);
    G failed = building != null ? building : serving;
    int generation = failed == null ? (broken ? generations.current() : 0) : failed.number();
    closeAll();
    state = State.FAILING;
    if (broken && generation > 0 && writing) {
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
    G open = read;
    read = null;
    if (open != null && (serving == null || open != serving)) {
      close(open);
    }
    close(serving);
    close(building);
    close(retired);
    serving = null;
    building = null;
    retired = null;
  }

  private static void close(Generation index) {
    if (index != null) {
      try {
        index.close();
      } catch (RuntimeException unclean) {
        LOG.warn("the text index was not closed cleanly: {}", IndexFailure.words(unclean));
      }
    }
  }
}
