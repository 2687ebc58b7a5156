package org.xiangqiao.store.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.SharedDefinitions;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.search.criteria.Criterion;

/**
 * The definitions that all tenants share ({@link SharedDefinitions}) as part of one's search. Of
 * tenant 0 nothing else is answered or looked into: what such a definition includes, and conditions
 * on other types, stay within the caller's own tenant.
 */
final class SharedMatches {

  /**
   * A page over both.
   *
   * @param matches with one of the next page if there is one
   */
  record Merged(List<Hit> matches, List<StoredResource> included) {}

  private final IntFunction<QueryParser> parsers;
  private final MatchReader matches;
  private final MatchCounter counter;
  private final IncludeReader includes;
  private final WordNarrowing words;

  /**
   * @param parsers of each tenant
   */
  SharedMatches(
      IntFunction<QueryParser> parsers,
      MatchReader matches,
      MatchCounter counter,
      IncludeReader includes,
      WordNarrowing words) {
    this.parsers = parsers;
    this.matches = matches;
    this.counter = counter;
    this.includes = includes;
    this.words = words;
  }

  /**
   * The same search among what is shared; empty if the caller does not see any of it, if it looks
   * into what is not shared, or asks for a parameter that only his county has.
   */
  Optional<SearchQuery> query(Caller caller, SearchRequest request) {
    if (request.own()
        || request.compartment() != null
        || !SharedDefinitions.reach(caller.tenantId(), request.type())) {
      return Optional.empty();
    }
    try {
      SearchQuery query =
          parsers.apply(Caller.DEFINITIONS_TENANT).parse(Caller.DEFINITIONS_TENANT, request);
      List<Criterion> criteria = new ArrayList<>(query.criteria());
      criteria.add(new NotShadowed(caller.tenantId()));
      SearchQuery alone = query.with(criteria).withoutIncludes();
      return SearchedTypes.of(alone).stream().allMatch(SharedDefinitions::are)
          ? Optional.of(words.narrow(alone, Caller.DEFINITIONS_TENANT))
          : Optional.empty();
    } catch (StoreException e) {
      if (e.kind() == StoreProblem.Kind.UNSUPPORTED_SEARCH) {
        return Optional.empty();
      }
      throw e;
    }
  }

  long total(SearchQuery shared) {
    return counter.total(shared, Caller.DEFINITIONS_TENANT);
  }

  /**
   * Both in one order, and what the own ones include.
   *
   * @param own the tenant's own matches behind {@code after}, one more than the page has
   */
  Merged merge(Caller caller, PageKey after, SearchQuery query, List<Hit> own, SearchQuery shared) {
    List<Hit> others = matches.read(shared, Caller.DEFINITIONS_TENANT, after, query.count() + 1);
    List<Hit> all =
        Stream.concat(own.stream(), others.stream())
            .sorted(new HitOrder(query.order()))
            .limit(query.count() + 1L)
            .toList();
    List<Hit> shown = all.subList(0, Math.min(all.size(), query.count()));
    Set<Hit> mine = new HashSet<>(own);
    return new Merged(
        all,
        includes.read(query, caller.tenantId(), shown.stream().filter(mine::contains).toList()));
  }
}
