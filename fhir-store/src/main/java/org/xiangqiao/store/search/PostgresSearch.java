package org.xiangqiao.store.search;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.CodeLookup;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchPlan;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.index.UnitConversion;
import org.xiangqiao.store.search.criteria.CriteriaParser;
import org.xiangqiao.store.search.criteria.ResourceTables;
import org.xiangqiao.store.search.criteria.SearchProblems;

/** FHIR search over PostgreSQL (R4 search.html); joins a transaction that is under way. */
public final class PostgresSearch implements CriteriaFinder {

  private final QueryParser parser;
  private final MatchReader matches;
  private final MatchCounter counter;
  private final IncludeReader includes;
  private final SearchExplainer explainer;
  private final SlowSearches slow;
  private final CursorSeal seal;

  public PostgresSearch(
      DataSource dataSource,
      FhirContext context,
      SearchParameters parameters,
      IndexHash hash,
      UnitConversion units,
      CodeLookup lookup,
      CursorSeal seal,
      SearchSettings settings) {
    JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    ResourceTables tables = new ResourceTables(jdbc);
    BodyReader bodies = new BodyReader(context);
    this.parser =
        new QueryParser(
            parameters,
            hash,
            new CriteriaParser(
                parameters,
                hash,
                units,
                lookup,
                settings.ownBases(),
                settings.maxValues(),
                Clock.systemUTC()),
            settings);
    this.matches = new MatchReader(jdbc, tables);
    this.counter = new MatchCounter(dataSource, tables, settings.countLimit());
    this.explainer = new SearchExplainer(jdbc, tables);
    this.slow = new SlowSearches(settings.slow());
    this.includes =
        new IncludeReader(jdbc, tables, bodies, parameters, hash, settings.maxIncluded());
    this.seal = seal;
  }

  public SearchPage search(Caller caller, SearchRequest request) {
    SearchQuery query = parser.parse(caller.tenantId(), request);
    return timed(
        caller,
        query,
        () -> {
          Long total = counter.total(query, caller.tenantId());
          return query.countOnly()
              ? new SearchPage(List.of(), List.of(), total, null, query.applied())
              : page(caller, new Cursor(caller.tenantId(), request, total, null), query);
        });
  }

  public SearchPage nextPage(Caller caller, String token) {
    Cursor cursor = Cursor.of(seal.open(token));
    if (cursor.tenantId() != caller.tenantId()) {
      throw SearchProblems.cursor();
    }
    SearchQuery query = parser.parse(caller.tenantId(), cursor.request());
    return timed(caller, query, () -> page(caller, cursor, query));
  }

  /**
   * How {@link #search} would be answered.
   *
   * @param analyze run the statement, too
   */
  public SearchPlan explain(Caller caller, SearchRequest request, boolean analyze) {
    if (request.type() == null) {
      throw SearchProblems.explainOneType();
    }
    SearchQuery query = parser.parse(caller.tenantId(), request);
    return explainer.explain(query, caller.tenantId(), analyze);
  }

  private SearchPage timed(Caller caller, SearchQuery query, Supplier<SearchPage> search) {
    long start = System.nanoTime();
    SearchPage page = null;
    try {
      page = search.get();
      return page;
    } finally {
      slow.note(caller, query, page, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private SearchPage page(Caller caller, Cursor cursor, SearchQuery query) {
    List<Hit> found =
        matches.read(query, caller.tenantId(), cursor.after(), query.count() + 1);
    boolean more = found.size() > query.count();
    List<Hit> hits = more ? found.subList(0, query.count()) : found;
    String next =
        more ? sealed(cursor, hits.get(hits.size() - 1).key(query.order())) : null;
    return new SearchPage(
        hits.stream().map(Hit::resource).toList(),
        includes.read(query, caller.tenantId(), hits),
        cursor.total(),
        next,
        query.applied(),
        cursor.after() == null ? null : sealed(cursor, null));
  }

  /** The same search at another place. */
  private String sealed(Cursor cursor, PageKey after) {
    return seal.seal(
        new Cursor(cursor.tenantId(), cursor.request(), cursor.total(), after).bytes());
  }

  @Override
  public List<String> find(Caller caller, String type, String criteria, int limit) {
    SearchQuery query = parser.parseCriteria(caller.tenantId(), type, criteria);
    return matches.read(query, caller.tenantId(), null, limit).stream()
        .map(hit -> hit.resource().id())
        .toList();
  }

  @Override
  public String normalise(String type, String criteria) {
    return CriteriaString.normalise(type, criteria);
  }
}
