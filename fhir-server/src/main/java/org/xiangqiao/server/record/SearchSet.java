package org.xiangqiao.server.record;

import java.util.List;
import java.util.stream.Stream;
import org.xiangqiao.server.rest.answer.BundleJson;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.StoredResource;

/** A page as a Bundle of type searchset, spliced of what lies in the store. */
final class SearchSet {

  private static final int AROUND = 200;

  private SearchSet() {}

  /**
   * @param first address of the first page, or null where this is it
   * @param next address of the next page, or null on the last
   */
  static String of(String base, SearchPage page, String self, String first, String next) {
    int characters =
        Stream.of(page.matches(), page.included())
            .flatMap(List::stream)
            .mapToInt(resource -> resource.json().length() + AROUND)
            .sum();
    BundleJson bundle = new BundleJson("searchset", page.total(), characters);
    bundle.links(self, first, next);
    page.matches().forEach(match -> bundle.searchEntry(url(base, match), match.json(), "match"));
    page.included().forEach(more -> bundle.searchEntry(url(base, more), more.json(), "include"));
    return bundle.json();
  }

  static String url(String base, StoredResource resource) {
    return base + "/" + resource.type() + "/" + resource.id();
  }
}
