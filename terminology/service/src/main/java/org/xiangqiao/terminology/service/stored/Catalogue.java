package org.xiangqiao.terminology.service.stored;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.HistoryPage;
import org.xiangqiao.store.HistoryRequest;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.terminology.service.call.VersionMatch;

/**
 * Which resources of a type a tenant has, newest version of each address first. Read once; after
 * that the store is only asked whether there was a change since.
 *
 * @param complete all changes up to here are in
 */
record Catalogue(List<Head> heads, Map<String, List<Head>> byUrl, Instant complete) {

  private static final String PAGE = "200";

  static Catalogue load(FhirStore store, Caller caller, String type) {
    Instant complete = since(store, caller, type, null).complete();
    List<Head> heads = new ArrayList<>();
    SearchPage page =
        store.search(
            caller, new SearchRequest(type, Map.of("_count", List.of(PAGE)), false).ownOnly());
    page.matches().forEach(each -> heads.add(Head.of(each)));
    while (page.next() != null) {
      page = store.nextPage(caller, page.next());
      page.matches().forEach(each -> heads.add(Head.of(each)));
    }
    heads.removeIf(each -> each.url() == null);
    heads.sort(
        Comparator.comparing(Head::version, VersionMatch.NEWEST_FIRST).thenComparing(Head::id));
    Map<String, List<Head>> byUrl = new HashMap<>();
    heads.forEach(each -> byUrl.computeIfAbsent(each.url(), url -> new ArrayList<>()).add(each));
    return new Catalogue(List.copyOf(heads), byUrl, complete);
  }

  /** This one if nothing changed, else a new one. */
  Catalogue renewed(FhirStore store, Caller caller, String type) {
    HistoryPage page = since(store, caller, type, complete);
    return page.entries().isEmpty() ? this : load(store, caller, type);
  }

  private static HistoryPage since(FhirStore store, Caller caller, String type, Instant since) {
    return store.history(caller, new HistoryRequest(type, null, since, 1, null));
  }

  List<Head> of(String url) {
    return byUrl.getOrDefault(url, List.of());
  }
}
