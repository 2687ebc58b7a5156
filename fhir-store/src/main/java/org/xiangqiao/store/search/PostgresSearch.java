package org.xiangqiao.store.search;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.CodeLookup;
import org.xiangqiao.store.NameSpelling;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchPlan;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.TextSearch;
import org.xiangqiao.store.binary.BinaryBodies;
import org.xiangqiao.store.database.CancellableJdbc;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.index.UnitConversion;
import org.xiangqiao.store.parameter.ParameterCatalog;
import org.xiangqiao.store.search.criteria.CriteriaParser;
import org.xiangqiao.store.search.criteria.Criterion;
import org.xiangqiao.store.search.criteria.ResourceTables;
import org.xiangqiao.store.search.criteria.SearchProblems;

/** FHIR search over PostgreSQL (R4 search.html); joins a transaction that is under way. */
public final class PostgresSearch implements CriteriaFinder {

  private final ParameterCatalog catalog;
  private final Function<SearchParameters, QueryParser> parsers;
  private final Map<Integer, TenantParser> known = new ConcurrentHashMap<>();
  private final ParsedQueries parsed = new ParsedQueries();
  private final WordNarrowing words;
  private final SharedMatches shared;
  private final MatchReader matches;
  private final MatchCounter counter;
  private final SearchExplainer explainer;
  private final SlowSearches slow;
  private final IncludeReader includes;
  private final CursorSeal seal;
  private final BinaryBodies binaries;
  private final LastObservations lastObservations;

  /**
   * @param text full text, or null where there is none
   */
  public PostgresSearch(
      DataSource dataSource,
      FhirContext context,
      ParameterCatalog catalog,
      IndexHash hash,
      UnitConversion units,
      CodeLookup lookup,
      NameSpelling spelling,
      TextSearch text,
      CursorSeal seal,
      SearchSettings settings) {
    JdbcTemplate jdbc = new CancellableJdbc(dataSource);
    ResourceTables tables = new ResourceTables(jdbc);
    BodyReader bodies = new BodyReader(context);
    this.catalog = catalog;
    this.parsers =
        parameters ->
            new QueryParser(
                parameters,
                hash,
                new CriteriaParser(
                    parameters,
                    hash,
                    units,
                    lookup,
                    spelling,
                    text,
                    settings.ownBases(),
                    settings.maxValues(),
                    settings.maxDepth(),
                    settings.patientsStored(),
                    Clock.systemUTC()),
                settings);
    this.words = new WordNarrowing(jdbc, tables);
    this.matches = new MatchReader(jdbc, tables);
    this.counter = new MatchCounter(dataSource, tables, settings.countLimit());
    this.explainer = new SearchExplainer(jdbc, tables);
    this.slow = new SlowSearches(settings.slow());
    this.includes =
        new IncludeReader(jdbc, tables, bodies, catalog.standard(), hash, settings.maxIncluded());
    this.shared = new SharedMatches(this::parser, matches, counter, includes, words);
    this.seal = seal;
    this.binaries = new BinaryBodies(jdbc, context);
    this.lastObservations = new LastObservations(jdbc, tables);
  }

  public SearchPage search(Caller caller, SearchRequest request) {
    int tenantId = caller.tenantId();
    if (request.type() == null) {
      SeveralTypesQuery query = parser(caller).parseSeveral(tenantId, request);
      SearchQuery wishes = query.wishes();
      return timed(
          caller,
          wishes,
          () -> {
            Long total =
                wishes.countOnly() || wishes.total() != SearchQuery.Total.NONE
                    ? matches.count(query, tenantId)
                    : null;
            return wishes.countOnly()
                ? counted(total, wishes)
                : page(caller, new Cursor(tenantId, request, total, null), query);
          });
    }
    QueryParser parser = parser(caller);
    SearchQuery asked = parsed.take(parser, request, () -> parser.parse(tenantId, request));
    return timed(
        caller,
        asked,
        () -> {
          SearchQuery query = words.narrow(asked, tenantId);
          Long total = counter.total(query, tenantId);
          if (total != null) {
            total += shared.query(caller, request).map(shared::total).orElse(0L);
          }
          return query.countOnly()
              ? counted(total, query)
              : page(caller, new Cursor(tenantId, request, total, null), query);
        });
  }

  private static SearchPage counted(Long total, SearchQuery query) {
    return new SearchPage(List.of(), List.of(), total, null, query.applied());
  }

  public SearchPage nextPage(Caller caller, String token) {
    Cursor cursor = cursor(caller, token);
    if (cursor.request().type() == null) {
      SeveralTypesQuery query = parser(caller).parseSeveral(caller.tenantId(), cursor.request());
      return timed(caller, query.wishes(), () -> page(caller, cursor, query));
    }
    SearchQuery query = parser(caller).parse(caller.tenantId(), cursor.request());
    return timed(caller, query, () -> page(caller, cursor, words.narrow(query, caller.tenantId())));
  }

  /**
   * The newest matches of each code (R4 observation-operation-lastn).
   *
   * @param max of each code; more if times are equal
   */
  public SearchPage lastN(Caller caller, SearchRequest request, int max) {
    SearchQuery query = parser(caller).parse(caller.tenantId(), request);
    return timed(
        caller,
        query,
        () -> {
          List<StoredResource> found =
              lastObservations.read(words.narrow(query, caller.tenantId()), caller.tenantId(), max);
          return new SearchPage(found, List.of(), (long) found.size(), null, query.applied());
        });
  }

  private Cursor cursor(Caller caller, String token) {
    Cursor cursor = Cursor.of(seal.open(token));
    if (cursor.tenantId() != caller.tenantId()) {
      throw SearchProblems.cursor();
    }
    return cursor;
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
    SearchQuery query = parser(caller).parse(caller.tenantId(), request);
    return explainer.explain(words.narrow(query, caller.tenantId()), caller.tenantId(), analyze);
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
    List<Hit> found = matches.read(query, caller.tenantId(), cursor.after(), query.count() + 1);
    Optional<SearchQuery> also = shared.query(caller, cursor.request());
    if (also.isPresent()) {
      SharedMatches.Merged both = shared.merge(caller, cursor.after(), query, found, also.get());
      return page(cursor, query, both.matches(), both.included());
    }
    List<Hit> hits = firstOf(found, query);
    return page(cursor, query, found, includes.read(query, caller.tenantId(), hits));
  }

  private SearchPage page(Caller caller, Cursor cursor, SeveralTypesQuery query) {
    SearchQuery wishes = query.wishes();
    List<Hit> found = matches.read(query, caller.tenantId(), cursor.after(), wishes.count() + 1);
    return page(cursor, wishes, found, List.of());
  }

  /**
   * @param found matches, with one of the next page if there is one
   */
  private SearchPage page(
      Cursor cursor, SearchQuery query, List<Hit> found, List<StoredResource> included) {
    List<Hit> hits = firstOf(found, query);
    boolean more = found.size() > hits.size();
    List<StoredResource> all = new ArrayList<>(hits.stream().map(Hit::resource).toList());
    all.addAll(included);
    List<StoredResource> filled = binaries.fill(cursor.tenantId(), all);
    return new SearchPage(
        List.copyOf(filled.subList(0, hits.size())),
        List.copyOf(filled.subList(hits.size(), filled.size())),
        cursor.total(),
        more ? sealed(cursor, hits.get(hits.size() - 1).key(query.order())) : null,
        query.applied(),
        cursor.after() == null ? null : sealed(cursor, null));
  }

  private static List<Hit> firstOf(List<Hit> found, SearchQuery query) {
    return found.size() > query.count() ? found.subList(0, query.count()) : found;
  }

  /** The same search at another place. */
  private String sealed(Cursor cursor, PageKey after) {
    return seal.seal(
        new Cursor(cursor.tenantId(), cursor.request(), cursor.total(), after).bytes());
  }

  /** Types that a search answers, includes or looks into; {@code *} for any. */
  public Set<String> typesOfSearch(Caller caller, SearchRequest request) {
    QueryParser parser = parser(caller);
    return request.type() == null
        ? SearchedTypes.of(parser.parseSeveral(caller.tenantId(), request))
        : SearchedTypes.of(
            parsed.ahead(parser, request, () -> parser.parse(caller.tenantId(), request)));
  }

  /** The same of the search that handed out a cursor. */
  public Set<String> typesOfPage(Caller caller, String token) {
    return typesOfSearch(caller, cursor(caller, token).request());
  }

  /** The same of the criteria of a conditional interaction. */
  public Set<String> typesOfCriteria(Caller caller, String type, String criteria) {
    return SearchedTypes.of(parser(caller).parseCriteria(caller.tenantId(), type, criteria));
  }

  @Override
  public List<String> findOfType(Caller caller, String type, String criteria, int limit) {
    if (!typesOfCriteria(caller, type, criteria).equals(Set.of(type))) {
      throw SearchProblems.criteriaOtherType(type);
    }
    return find(caller, type, criteria, limit);
  }

  @Override
  public List<String> find(Caller caller, String type, String criteria, int limit) {
    SearchQuery query = parser(caller).parseCriteria(caller.tenantId(), type, criteria);
    return matches.read(query, caller.tenantId(), null, limit).stream()
        .map(hit -> hit.resource().id())
        .toList();
  }

  /**
   * The conditions of several criteria, each as of a conditional interaction, for a reader of
   * everything that meets any of them.
   */
  public List<List<Criterion>> conditions(Caller caller, String type, List<String> criteria) {
    return criteria.stream()
        .map(each -> parser(caller).parseCriteria(caller.tenantId(), type, each).criteria())
        .toList();
  }

  @Override
  public String normalise(String type, String criteria) {
    return CriteriaString.normalise(type, criteria);
  }

  /** Of the parameters that the tenant has now. */
  private QueryParser parser(Caller caller) {
    return parser(caller.tenantId());
  }

  private QueryParser parser(int tenantId) {
    SearchParameters now = catalog.searching(tenantId);
    TenantParser last = known.get(tenantId);
    if (last == null || last.parameters() != now) {
      last = new TenantParser(now, parsers.apply(now));
      known.put(tenantId, last);
    }
    return last.parser();
  }

  private record TenantParser(SearchParameters parameters, QueryParser parser) {}
}
