package org.xiangqiao.server.text;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.xiangqiao.store.feed.FeedPosition;
import org.xiangqiao.terminology.service.text.NotedIndex;

/** What a generation notes of itself, as it lies in the index. */
final class Facts {

  static final String DATABASE = "database";

  private static final long REFRESHED = Duration.ofSeconds(5).toNanos();

  private final NotedIndex index;
  private final Map<String, String> facts;
  private long read = System.nanoTime();

  private Facts(NotedIndex index) {
    this.index = index;
    this.facts = new HashMap<>(index.places());
  }

  /** Of an index just opened; one that cannot be read is closed again. */
  static Facts of(NotedIndex index) {
    try {
      return new Facts(index);
    } catch (RuntimeException | Error failure) {
      index.close();
      throw failure;
    }
  }

  NotedIndex index() {
    return index;
  }

  boolean isOf(String database) {
    return database.equals(facts.get(DATABASE));
  }

  /** The newest order of a kind that was carried out; what another release has noted counts not. */
  FeedPosition done(String order) {
    String done = facts.getOrDefault(order, "");
    return done.contains("/") ? FeedPosition.of(done) : FeedPosition.START;
  }

  void note(Map<String, String> more) {
    index.note(more);
    facts.putAll(more);
  }

  void note(String order, FeedPosition done) {
    note(Map.of(order, done.text()));
  }

  void forget(String name) {
    index.forget(name);
    facts.remove(name);
  }

  Map<String, String> all() {
    return Map.copyOf(facts);
  }

  /** Looks now and then at what another node has noted; true if it has looked. */
  boolean refresh() {
    if (System.nanoTime() - read < REFRESHED) {
      return false;
    }
    read = System.nanoTime();
    facts.clear();
    facts.putAll(index.places());
    return true;
  }
}
