package org.xiangqiao.store.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.search.criteria.ResourceTables;
import org.xiangqiao.store.search.criteria.SearchProblems;
import org.xiangqiao.store.search.criteria.SqlStatement;

/**
 * Brings what {@code _include} and {@code _revinclude} ask for (R4 search.html#revinclude), level
 * by level: the first starts at the matches, further ones at what the level before has brought, by
 * {@code :iterate} only. One query for each type and level; nothing is brought twice, and a match
 * is never brought.
 */
final class IncludeReader {

  private static final String COLUMNS =
      "select r.rid, r.fhir_id, r.version, r.last_updated, r.date_low, r.body from ";

  /** So many levels only come about by chains of resources that point at their like. */
  private static final int MAX_LEVELS = 32;

  private final JdbcTemplate jdbc;
  private final ResourceTables tables;
  private final IncludeTargets targets;
  private final DefinitionReader definitions;
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
    this.targets = new IncludeTargets(bodies, parameters);
    this.definitions = new DefinitionReader(jdbc, tables, bodies, parameters, hash);
    this.hash = hash;
    this.maxIncluded = maxIncluded;
  }

  List<StoredResource> read(SearchQuery query, int tenantId, List<Hit> matches) {
    Map<String, StoredResource> included = new LinkedHashMap<>();
    Seen seen = new Seen();
    matches.forEach(seen::add);
    List<SearchQuery.Include> includes = query.includes();
    List<SearchQuery.ReverseInclude> reverse = query.reverseIncludes();
    List<Hit> level = matches;
    for (int number = 1; !level.isEmpty() && !(includes.isEmpty() && reverse.isEmpty()); number++) {
      List<Hit> next = new ArrayList<>();
      for (Hit hit : level(tenantId, level, includes, reverse, seen)) {
        if (seen.add(hit)) {
          next.add(hit);
          included.put(name(hit.resource()), hit.resource());
        }
      }
      if (included.size() > maxIncluded) {
        throw SearchProblems.tooManyIncluded(maxIncluded);
      }
      if (number == MAX_LEVELS && !next.isEmpty()) {
        throw SearchProblems.tooManyLevels(MAX_LEVELS);
      }
      includes = includes.stream().filter(SearchQuery.Include::iterate).toList();
      reverse = reverse.stream().filter(SearchQuery.ReverseInclude::iterate).toList();
      level = next;
    }
    return List.copyOf(included.values());
  }

  private List<Hit> level(
      int tenantId,
      List<Hit> from,
      List<SearchQuery.Include> includes,
      List<SearchQuery.ReverseInclude> reverse,
      Seen seen) {
    List<Hit> found = new ArrayList<>();
    Map<Boolean, List<Hit>> shared =
        from.stream().collect(Collectors.partitioningBy(hit -> seen.shared.contains(hit.rid())));
    IncludeTargets.Targets wanted = targets.of(shared.get(false), includes);
    // Ids in what is shared are of another tenant; canonicals mean the same everywhere.
    targets
        .of(shared.get(true), includes)
        .canonicals()
        .forEach((type, urls) -> wanted.canonicals().merge(type, urls, IncludeReader::union));
    wanted
        .ids()
        .forEach(
            (type, ids) -> {
              Set<String> missing =
                  ids.stream()
                      .filter(id -> !seen.names.contains(type + "/" + id))
                      .collect(Collectors.toSet());
              found.addAll(byIds(tenantId, type, missing));
            });
    wanted
        .canonicals()
        .forEach(
            (type, urls) -> {
              DefinitionReader.Definitions named = definitions.read(tenantId, type, urls);
              found.addAll(named.own());
              found.addAll(named.shared());
              named.shared().forEach(hit -> seen.shared.add(hit.rid()));
            });
    Map<Pointing, List<Long>> pointing = new TreeMap<>();
    for (SearchQuery.ReverseInclude each : reverse) {
      String target = each.targetType() == null ? "" : each.targetType();
      pointing
          .computeIfAbsent(new Pointing(each.parameter().type(), target), any -> new ArrayList<>())
          .add(hash.parameter(each.parameter().key()));
    }
    pointing.forEach((which, keys) -> found.addAll(pointingAt(tenantId, which, keys, from, seen)));
    return found;
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> both = new LinkedHashSet<>(one);
    both.addAll(other);
    return both;
  }

  private List<Hit> byIds(int tenantId, String type, Set<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
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

  private List<Hit> pointingAt(
      int tenantId, Pointing which, List<Long> keys, List<Hit> at, Seen seen) {
    long[] rids =
        at.stream()
            .filter(hit -> which.target().isEmpty() || which.target().equals(hit.resource().type()))
            .mapToLong(Hit::rid)
            .toArray();
    if (rids.length == 0) {
      return List.of();
    }
    SqlStatement sql =
        new SqlStatement()
            .add(COLUMNS)
            .add(tables.of(tenantId, which.source()))
            .add(" r where r.tenant_id = ?", tenantId)
            .add(
                " and r.rid = any(array(select distinct i.rid from index_reference i"
                    + " where i.tenant_id = ? and i.target_rid = any(?) and i.parameter = any(?)"
                    + " and i.rid <> all(?) limit ?))",
                tenantId,
                rids,
                keys.stream().mapToLong(Long::longValue).toArray(),
                seen.rids.stream().mapToLong(Long::longValue).toArray(),
                maxIncluded + 1)
            .add(" order by r.rid");
    return jdbc.query(sql, Hit.mapper(which.source()));
  }

  private static String name(StoredResource resource) {
    return resource.type() + "/" + resource.id();
  }

  /**
   * One query's worth of {@code _revinclude}.
   *
   * @param target type pointed at, empty for any
   */
  private record Pointing(String source, String target) implements Comparable<Pointing> {

    @Override
    public int compareTo(Pointing other) {
      int bySource = source.compareTo(other.source);
      return bySource != 0 ? bySource : target.compareTo(other.target);
    }
  }

  /** Matches, and what was brought before. */
  private static final class Seen {

    private final Set<String> names = new HashSet<>();
    private final Set<Long> rids = new HashSet<>();
    private final Set<Long> shared = new HashSet<>();

    boolean add(Hit hit) {
      rids.add(hit.rid());
      return names.add(name(hit.resource()));
    }
  }
}
