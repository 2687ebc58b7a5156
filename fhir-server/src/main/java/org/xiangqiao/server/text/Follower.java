package org.xiangqiao.server.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.feed.ChangeFeed;
import org.xiangqiao.store.feed.FeedEntry;
import org.xiangqiao.store.feed.FeedPosition;

/**
 * Brings one generation of the index up to the change feed. How far it is lies in the index itself
 * and is noted after the contents: who is stopped in between writes some of them again, with the
 * same result.
 */
final class Follower implements Generation {

  private static final String TENANT = "tenant ";

  /** Its bytes are no text. */
  private static final String BINARY = "Binary";

  private final TextIndex index;
  private final ChangeFeed feed;
  private final FhirStore store;
  private final int batch;
  private final Facts facts;
  private final Map<Integer, FeedPosition> positions = new HashMap<>();

  private Follower(TextIndex index, ChangeFeed feed, FhirStore store, int batch) {
    this.index = index;
    this.feed = feed;
    this.store = store;
    this.batch = batch;
    this.facts = new Facts(index.places());
    facts
        .all()
        .forEach(
            (name, place) -> {
              if (name.startsWith(TENANT)) {
                positions.put(Integer.valueOf(name.substring(TENANT.length())), position(place));
              }
            });
  }

  /** Opens a generation; what cannot be read is closed again. */
  static Follower open(TextIndex index, ChangeFeed feed, FhirStore store, int batch) {
    try {
      return new Follower(index, feed, store, batch);
    } catch (RuntimeException failure) {
      index.close();
      throw failure;
    }
  }

  TextIndex index() {
    return index;
  }

  @Override
  public int number() {
    return index.generation();
  }

  @Override
  public boolean isOf(String database) {
    return facts.isOf(database);
  }

  @Override
  public long done(String order) {
    return facts.done(order);
  }

  @Override
  public void note(Map<String, String> more) {
    index.note(more);
    facts.add(more);
  }

  @Override
  public int step() {
    Map<Integer, List<FeedEntry>> news = feed.news(positions, batch);
    int rows = 0;
    List<ResourceDocument> changed = new ArrayList<>();
    Set<String> gone = new TreeSet<>();
    Map<Integer, FeedPosition> read = new HashMap<>();
    for (Map.Entry<Integer, List<FeedEntry>> each : news.entrySet()) {
      collect(each.getKey(), each.getValue(), changed, gone);
      read.put(each.getKey(), each.getValue().get(each.getValue().size() - 1).position());
      rows += each.getValue().size();
      if (changed.size() >= batch) {
        break;
      }
    }
    if (rows > 0) {
      index.write(changed, gone);
      Map<String, String> noted = new HashMap<>();
      read.forEach((tenant, position) -> noted.put(TENANT + tenant, text(position)));
      note(noted);
      positions.putAll(read);
    }
    return rows;
  }

  /** What the rows are about, as it is now: older versions are of no use. */
  private void collect(
      int tenant, List<FeedEntry> rows, List<ResourceDocument> changed, Set<String> gone) {
    Map<String, Set<String>> wanted = new LinkedHashMap<>();
    for (FeedEntry row : rows) {
      if (!row.type().equals(BINARY)) {
        wanted.computeIfAbsent(row.type(), type -> new TreeSet<>()).add(row.id());
        gone.add(ResourceDocument.key(tenant, row.type(), row.id()));
      }
    }
    Caller self = new Caller(tenant, "text-index", "", "text-index");
    for (StoredResource there : store.readAll(self, wanted)) {
      gone.remove(ResourceDocument.key(tenant, there.type(), there.id()));
      changed.add(
          new ResourceDocument(tenant, there.type(), there.id(), ResourceText.of(there.json())));
    }
  }

  private static String text(FeedPosition position) {
    return position.epoch() + "/" + Long.toUnsignedString(position.xid()) + "/" + position.feedId();
  }

  private static FeedPosition position(String text) {
    String[] parts = text.split("/");
    return new FeedPosition(
        Short.parseShort(parts[0]), Long.parseUnsignedLong(parts[1]), Long.parseLong(parts[2]));
  }

  @Override
  public void purge() {
    index.purge();
  }

  @Override
  public void drop() {
    index.drop();
  }

  @Override
  public void close() {
    index.close();
  }
}
