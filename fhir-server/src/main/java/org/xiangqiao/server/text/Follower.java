package org.xiangqiao.server.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.xiangqiao.store.feed.ChangeFeed;
import org.xiangqiao.store.feed.CurrentBody;
import org.xiangqiao.store.feed.FeedEntry;
import org.xiangqiao.store.feed.FeedNews;
import org.xiangqiao.store.feed.FeedPosition;

/**
 * Brings one generation of the index up to the change feed. How far it is lies in the index itself
 * and is noted after the contents: who is stopped in between writes some of them again, with the
 * same result.
 */
final class Follower implements Generation {

  /**
   * How much is read at once.
   *
   * @param rows of the change feed
   * @param bytes of resources; a larger one is read alone
   */
  record Batch(int rows, long bytes) {}

  private static final String TENANT = "tenant ";

  /** Its bytes are no text. */
  private static final String BINARY = "Binary";

  private final TextIndex index;
  private final Facts facts;
  private final ChangeFeed feed;
  private final Batch batch;
  private final Map<Integer, FeedPosition> positions = new HashMap<>();
  private FeedPosition complete = FeedPosition.START;
  private int last;
  private long rows;

  Follower(TextIndex index, ChangeFeed feed, Batch batch) {
    this.index = index;
    this.facts = Facts.of(index);
    this.feed = feed;
    this.batch = batch;
    facts
        .all()
        .forEach(
            (name, place) -> {
              if (name.startsWith(TENANT)) {
                positions.put(
                    Integer.valueOf(name.substring(TENANT.length())), FeedPosition.of(place));
              }
            });
  }

  TextIndex index() {
    return index;
  }

  @Override
  public int number() {
    return index.generation();
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public FeedPosition complete() {
    return complete;
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public boolean step() {
    FeedNews news = feed.news(positions, batch.rows(), last);
    if (!news.rows().isEmpty()) {
      write(news.rows());
      Map<Integer, FeedPosition> read = new HashMap<>();
      Map<String, String> noted = new HashMap<>();
      for (Map.Entry<Integer, List<FeedEntry>> each : news.rows().entrySet()) {
        FeedPosition position = each.getValue().get(each.getValue().size() - 1).position();
        read.put(each.getKey(), position);
        noted.put(TENANT + each.getKey(), position.text());
        rows += each.getValue().size();
      }
      facts.note(noted);
      positions.putAll(read);
    }
    last = news.last();
    complete = news.complete();
    return news.more();
  }

  /** What the rows are about, as it is now: older versions are of no use. */
  private void write(Map<Integer, List<FeedEntry>> news) {
    Set<String> gone = new TreeSet<>();
    Portion portion = new Portion();
    news.forEach(
        (tenant, entries) -> {
          Map<String, Set<String>> wanted = new TreeMap<>();
          for (FeedEntry entry : entries) {
            if (!entry.type().equals(BINARY)) {
              wanted.computeIfAbsent(entry.type(), type -> new TreeSet<>()).add(entry.id());
              gone.add(ResourceDocument.key(tenant, entry.type(), entry.id()));
            }
          }
          feed.current(
              tenant,
              wanted,
              batch.bytes(),
              bodies ->
                  bodies.forEach(
                      body -> {
                        gone.remove(ResourceDocument.key(tenant, body.type(), body.id()));
                        portion.add(tenant, body);
                      }));
        });
    portion.write(gone);
  }

  /** Documents on their way to the index, few enough to be held. */
  private final class Portion {

    private final List<ResourceDocument> documents = new ArrayList<>();
    private long characters;

    void add(int tenant, CurrentBody body) {
      characters += body.json().length();
      documents.add(
          new ResourceDocument(tenant, body.type(), body.id(), ResourceText.of(body.json())));
      if (characters >= batch.bytes()) {
        write(Set.of());
      }
    }

    void write(Set<String> gone) {
      index.write(documents, gone);
      documents.clear();
      characters = 0;
    }
  }
}
