package org.xiangqiao.server.text;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.xiangqiao.terminology.service.table.CodeSystemVersion;
import org.xiangqiao.terminology.service.table.CodeSystemVersions;
import org.xiangqiao.terminology.service.table.ConceptRow;
import org.xiangqiao.terminology.service.table.ConceptTable;
import org.xiangqiao.terminology.service.text.ConceptIndex;

/**
 * Keeps one generation of the index of concepts (概念) like the tables of code systems: a version
 * that can be read is indexed once, as its rows never change; one that is gone is removed.
 */
final class ConceptGeneration implements Generation {

  private static final int ROWS = 2000;
  private static final long REFRESHED = Duration.ofSeconds(5).toNanos();
  private static final String VERSION = "version ";

  private final int number;
  private final ConceptIndex index;
  private final CodeSystemVersions versions;
  private final ConceptTable table;
  private final Facts facts;
  private final Set<Long> complete = ConcurrentHashMap.newKeySet();
  private CodeSystemVersion open;
  private int after;
  private long refreshed;

  private ConceptGeneration(
      int number, ConceptIndex index, CodeSystemVersions versions, ConceptTable table) {
    this.number = number;
    this.index = index;
    this.versions = versions;
    this.table = table;
    this.facts = new Facts(index.places());
    facts.all().keySet().stream()
        .filter(name -> name.startsWith(VERSION))
        .forEach(name -> complete.add(key(name)));
  }

  static ConceptGeneration open(
      int number, ConceptIndex index, CodeSystemVersions versions, ConceptTable table) {
    try {
      return new ConceptGeneration(number, index, versions, table);
    } catch (RuntimeException failure) {
      index.close();
      throw failure;
    }
  }

  ConceptIndex index() {
    return index;
  }

  /** Whether all concepts of a version are here. */
  boolean holds(long version) {
    return complete.contains(version);
  }

  @Override
  public int number() {
    return number;
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
    if (open != null) {
      return load();
    }
    List<CodeSystemVersion> readable = versions.readable();
    Map<String, String> there =
        readable.stream()
            .collect(
                Collectors.toMap(
                    each -> VERSION + each.key(), ConceptGeneration::stamp, (one, other) -> one));
    for (Map.Entry<String, String> held : facts.all().entrySet()) {
      if (held.getKey().startsWith(VERSION) && !held.getValue().equals(there.get(held.getKey()))) {
        return remove(held.getKey());
      }
    }
    for (CodeSystemVersion each : readable) {
      if (!complete.contains(each.key())) {
        open = each;
        after = -1;
        return load();
      }
    }
    return 0;
  }

  private int load() {
    List<ConceptRow> rows = table.page(open.key(), after, ROWS);
    if (rows.isEmpty()) {
      note(Map.of(VERSION + open.key(), stamp(open)));
      complete.add(open.key());
      open = null;
      return 1;
    }
    index.write(open.key(), rows);
    after = rows.get(rows.size() - 1).ordinal();
    return rows.size();
  }

  /** Nobody is to find a part of it: it counts as not here from the beginning. */
  private int remove(String name) {
    long version = key(name);
    complete.remove(version);
    int removed = index.remove(version);
    if (removed == 0) {
      index.forget(name);
      facts.remove(name);
    }
    return removed + 1;
  }

  private static long key(String name) {
    return Long.parseLong(name.substring(VERSION.length()));
  }

  /** Of a database that was restored, a version of the same key is another one. */
  private static String stamp(CodeSystemVersion version) {
    return version.createdAt() + "/" + version.readyAt() + "/" + version.concepts();
  }

  @Override
  public void refresh() {
    if (System.nanoTime() - refreshed > REFRESHED) {
      refreshed = System.nanoTime();
      Set<Long> now =
          index.places().keySet().stream()
              .filter(name -> name.startsWith(VERSION))
              .map(ConceptGeneration::key)
              .collect(Collectors.toSet());
      complete.retainAll(now);
      complete.addAll(now);
    }
  }

  /** Nothing here is about a person: no erasure concerns it. */
  @Override
  public void purge() {}

  @Override
  public void drop() {
    index.drop();
  }

  @Override
  public void close() {
    index.close();
  }
}
