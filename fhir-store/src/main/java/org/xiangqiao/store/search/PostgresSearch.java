package org.xiangqiao.store.search;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.CodeLookup;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoredResource;
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
  private final IncludeReader includes;
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
    this.includes =
        new IncludeReader(jdbc, tables, bodies, parameters, hash, settings.maxIncluded());
    this.seal = seal;
  }

  public SearchPage search(Caller caller, SearchRequest request) {
    SearchQuery query = parser.parse(caller.tenantId(), request);
    Long total =
        query.total() || query.countOnly() ? matches.count(query, caller.tenantId()) : null;
    if (query.countOnly()) {
      return new SearchPage(List.of(), List.of(), total, null, query.applied());
    }
    return page(caller, request, query, total, null);
  }

  public SearchPage nextPage(Caller caller, String token) {
    Cursor cursor = Cursor.of(seal.open(token));
    if (cursor.tenantId() != caller.tenantId()) {
      throw SearchProblems.cursor();
    }
    SearchQuery query = parser.parse(caller.tenantId(), cursor.request());
    return page(caller, cursor.request(), query, cursor.total(), cursor.after());
  }

  private SearchPage page(
      Caller caller, SearchRequest request, SearchQuery query, Long total, PageKey after) {
    List<Hit> found = matches.read(query, caller.tenantId(), after, query.count() + 1);
    boolean more = found.size() > query.count();
    List<Hit> hits = more ? found.subList(0, query.count()) : found;
    String next = null;
    if (more) {
      PageKey last = hits.get(hits.size() - 1).key(query.order().key());
      next = seal.seal(new Cursor(caller.tenantId(), request, total, last).bytes());
    }
    List<StoredResource> resources = hits.stream().map(Hit::resource).toList();
    return new SearchPage(
        resources, includes.read(query, caller.tenantId(), hits), total, next, query.applied());
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
