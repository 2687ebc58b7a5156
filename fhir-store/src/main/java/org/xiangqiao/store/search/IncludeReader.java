package org.xiangqiao.store.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.ReferenceTarget;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.search.criteria.ResourceTables;
import org.xiangqiao.store.search.criteria.SearchProblems;
import org.xiangqiao.store.search.criteria.SqlStatement;

/**
 * Brings what {@code _include} and {@code _revinclude} ask for: one query for each type and page.
 */
final class IncludeReader {

  private static final String COLUMNS =
      "select r.rid, r.fhir_id, r.version, r.last_updated, r.date_low, r.body from ";

  private final JdbcTemplate jdbc;
  private final ResourceTables tables;
  private final BodyReader bodies;
  private final SearchParameters parameters;
  private final IndexHash hash;
  private final int maxIncluded;

  IncludeReader(
      JdbcTemplate jdbc,
      ResourceTables tables,
      BodyReader bodies,
      SearchParameters parameters,
      IndexHash hash,
      int maxIncluded) {
    this.jdbc = jdbc;
    this.tables = tables;
    this.bodies = bodies;
    this.parameters = parameters;
    this.hash = hash;
    this.maxIncluded = maxIncluded;
  }

  List<StoredResource> read(SearchQuery query, int tenantId, List<Hit> matches) {
    if (matches.isEmpty() || (query.includes().isEmpty() && query.reverseIncludes().isEmpty())) {
      return List.of();
    }
    Map<String, StoredResource> included = new LinkedHashMap<>();
    targets(query, matches).forEach((type, ids) -> add(included, byIds(tenantId, type, ids)));
    Map<String, List<Long>> bySource = new TreeMap<>();
    for (SearchQuery.ReverseInclude reverse : query.reverseIncludes()) {
      bySource
          .computeIfAbsent(reverse.parameter().type(), type -> new ArrayList<>())
          .add(hash.parameter(reverse.parameter().key()));
    }
    bySource.forEach((type, keys) -> add(included, pointingAt(tenantId, type, keys, matches)));
    matches.forEach(match -> included.remove(name(match.resource())));
    return List.copyOf(included.values());
  }

  private Map<String, Set<String>> targets(SearchQuery query, List<Hit> matches) {
    Map<String, Set<String>> targets = new TreeMap<>();
    if (query.includes().isEmpty()) {
      return targets;
    }
    Set<String> present = new HashSet<>();
    matches.forEach(match -> present.add(name(match.resource())));
    for (Hit match : matches) {
      Resource body = bodies.read(match.resource());
      for (SearchQuery.Include include : query.includes()) {
        include
            .parameter()
            .visit(
                body,
                (element, place) -> {
                  if (element instanceof Reference reference) {
                    ReferenceTarget.parse(reference.getReference())
                        .filter(target -> isWanted(target, include))
                        .filter(target -> !present.contains(target.type() + "/" + target.id()))
                        .ifPresent(
                            target ->
                                targets
                                    .computeIfAbsent(target.type(), type -> new LinkedHashSet<>())
                                    .add(target.id()));
                  }
                });
      }
    }
    return targets;
  }

  private boolean isWanted(ReferenceTarget target, SearchQuery.Include include) {
    return target.isLocal()
        && parameters.knowsType(target.type())
        && (include.targetType() == null || include.targetType().equals(target.type()));
  }

  private List<Hit> byIds(int tenantId, String type, Set<String> ids) {
    if (ids.size() > maxIncluded) {
      throw SearchProblems.tooManyIncluded(maxIncluded);
    }
    SqlStatement sql =
        new SqlStatement()
            .add(COLUMNS)
            .add(tables.of(tenantId, type))
            .add(" r where r.tenant_id = ?", tenantId)
            .add(" and r.fhir_id = any(?)", (Object) ids.toArray(String[]::new))
            .add(" order by r.fhir_id");
    return jdbc.query(sql, Hit.mapper(type));
  }

  private List<Hit> pointingAt(int tenantId, String type, List<Long> keys, List<Hit> matches) {
    long[] rids = matches.stream().mapToLong(Hit::rid).toArray();
    long[] hashes = keys.stream().mapToLong(Long::longValue).toArray();
    SqlStatement sql =
        new SqlStatement()
            .add(COLUMNS)
            .add(tables.of(tenantId, type))
            .add(" r where r.tenant_id = ?", tenantId)
            .add(
                " and r.rid = any(array(select i.rid from index_reference i"
                    + " where i.tenant_id = ? and i.target_rid = any(?) and i.parameter = any(?)"
                    + " limit ?))",
                tenantId,
                rids,
                hashes,
                maxIncluded + 1)
            .add(" order by r.rid");
    return jdbc.query(sql, Hit.mapper(type));
  }

  private void add(Map<String, StoredResource> included, Collection<Hit> hits) {
    hits.forEach(hit -> included.put(name(hit.resource()), hit.resource()));
    if (included.size() > maxIncluded) {
      throw SearchProblems.tooManyIncluded(maxIncluded);
    }
  }

  private static String name(StoredResource resource) {
    return resource.type() + "/" + resource.id();
  }
}
