package org.xiangqiao.simulators.insurance;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the platform knows of items beside their prices (目录): seeded and looked at by tests. */
public final class Catalogues {

  private final CataloguePages pages = new CataloguePages();
  private final ItemMappings mappings;
  private final Object lock;

  Catalogues(Books books) {
    this.mappings = new ItemMappings(books.settings.limit());
    this.lock = books;
  }

  /** Rows of a catalogue (1304, 1312 …), by the keys of its answer. */
  public void seed(String infno, List<Map<String, Object>> rows) {
    synchronized (lock) {
      pages.seed(infno, rows);
    }
  }

  /** 3301 refuses messages with these national codes. */
  public void refuse(Set<String> nationalCodes) {
    synchronized (lock) {
      mappings.refuse(nationalCodes);
    }
  }

  /** What an institution has uploaded (3301): national code by local code. */
  public Map<String, String> mapped(String institution) {
    synchronized (lock) {
      return mappings.of(institution);
    }
  }

  CataloguePages pages() {
    return pages;
  }

  ItemMappings mappings() {
    return mappings;
  }
}
