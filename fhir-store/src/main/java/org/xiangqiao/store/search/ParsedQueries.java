package org.xiangqiao.store.search;

import java.util.function.Supplier;
import org.xiangqiao.store.SearchRequest;

/**
 * Keeps the query that a request was understood as until it is run: who asks which types a search
 * will see, as security does, runs it next, on the same thread.
 */
final class ParsedQueries {

  private record Parsed(QueryParser parser, SearchRequest request, SearchQuery query) {}

  private final ThreadLocal<Parsed> last = new ThreadLocal<>();

  /** For a question before the search. */
  SearchQuery ahead(QueryParser parser, SearchRequest request, Supplier<SearchQuery> parse) {
    SearchQuery query = parse.get();
    last.set(new Parsed(parser, request, query));
    return query;
  }

  /** For the search itself; what was kept is forgotten. */
  SearchQuery take(QueryParser parser, SearchRequest request, Supplier<SearchQuery> parse) {
    Parsed kept = last.get();
    last.remove();
    return kept != null && kept.parser() == parser && kept.request().equals(request)
        ? kept.query()
        : parse.get();
  }
}
