package org.xiangqiao.server.text;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.xiangqiao.store.feed.FeedPosition;
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
  private static final String VERSION = "version ";

  private final int number;
  private final ConceptIndex index;
  private final CodeSystemVersions versions;
  private final ConceptTable table;
  private final Facts facts;
  private final Set<Long> complete = ConcurrentHashMap.newKeySet();
  private CodeSystemVersion open;
  private int after;
  private long rows;

  ConceptGeneration(
      int number, ConceptIndex index, CodeSystemVersions versions, ConceptTable table) {
    this.number = number;
    this.index = index;
    this.versions = versions;
    this.table = table;
    this.facts = Facts.of(index);
    complete.addAll(noted());
  }

  /** Versions that are noted as complete. */
  private Set<Long> noted() {
    return facts.all().keySet().stream()
        .filter(name -> name.startsWith(VERSION))
        .map(ConceptGeneration::key)
        .collect(Collectors.toSet());
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
  public Facts facts() {
    return facts;
  }

  /** No order has to wait for it: nothing here is about a person. */
  @Override
  public FeedPosition complete() {
    return FeedPosition.START;
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public boolean step() {
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
    return false;
  }

  private boolean load() {
    List<ConceptRow> page = table.page(open.key(), after, ROWS);
    if (page.isEmpty()) {
      index.show();
      facts.note(Map.of(VERSION + open.key(), stamp(open)));
      complete.add(open.key());
      open = null;
      return true;
    }
    index.write(open.key(), page);
    after = page.get(page.size() - 1).ordinal();
    rows += page.size();
    return true;
  }

  /** Nobody is to find a part of it: it counts as not here from the beginning. */
  private boolean remove(String name) {
    long version = key(name);
    complete.remove(version);
    if (index.remove(version) == 0) {
      facts.forget(name);
    }
    return true;
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
    if (facts.refresh()) {
      Set<Long> now = noted();
      complete.retainAll(now);
      complete.addAll(now);
    }
  }

  /** Nothing here is about a person: no erasure concerns it. */
  @Override
  public boolean purge() {
    return true;
  }
}
