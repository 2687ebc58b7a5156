package org.xiangqiao.terminology.service.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeSystem;
import org.springframework.dao.DataAccessException;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.ConceptHits;
import org.xiangqiao.terminology.service.content.ConceptPage;
import org.xiangqiao.terminology.service.content.ConceptQuery;
import org.xiangqiao.terminology.service.content.ConceptTextIndex;
import org.xiangqiao.terminology.service.content.UnsupportedFilterException;

/** One version of a code system whose concepts lie in the database. Case counts in its codes. */
public final class StoredCodeSystem implements CodeSystemContent {

  private final CodeSystemVersion version;
  private final CodeSystem about;
  private final ConceptTable table;
  private final FoundConcepts found;
  private final ConceptTextIndex index;

  StoredCodeSystem(
      CodeSystemVersion version,
      CodeSystem about,
      ConceptTable table,
      FoundConcepts found,
      ConceptTextIndex index) {
    this.version = version;
    this.about = about;
    this.table = table;
    this.found = found;
    this.index = index;
  }

  public CodeSystemVersion version() {
    return version;
  }

  @Override
  public CodeSystem about() {
    return about;
  }

  @Override
  public Optional<Concept> find(String code) {
    Optional<Concept> kept = found.get(version.key(), code);
    if (kept.isPresent()) {
      return kept;
    }
    Optional<ConceptFamily> read = table.family(version.key(), code, about.getLanguage());
    read.ifPresent(family -> found.put(version.key(), family));
    return read.map(ConceptFamily::concept);
  }

  @Override
  public Map<String, Concept> find(Collection<String> codes) {
    Map<String, Concept> all = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    for (String code : codes) {
      found
          .get(version.key(), code)
          .ifPresentOrElse(concept -> all.put(code, concept), () -> unknown.add(code));
    }
    if (!unknown.isEmpty()) {
      Map<String, Concept> read = table.find(version.key(), unknown, about.getLanguage());
      read.values().forEach(concept -> found.put(version.key(), concept));
      all.putAll(read);
    }
    return all;
  }

  @Override
  public boolean subsumes(String ancestor, String descendant) {
    return table.subsumes(version.key(), ancestor, descendant);
  }

  @Override
  public Set<String> children(String code) {
    Optional<Set<String>> kept = found.children(version.key(), code);
    if (kept.isPresent()) {
      return kept.get();
    }
    Set<String> read = table.children(version.key(), code);
    found.put(version.key(), code, read);
    return read;
  }

  @Override
  public int size() {
    return version.concepts();
  }

  @Override
  public ConceptPage concepts(ConceptQuery query) {
    Condition where = condition(query);
    try {
      if (query.text() == null || query.text().isBlank()) {
        return table.query(
            version.key(), where, about.getLanguage(), query.offset(), query.count());
      }
      ConceptHits hits =
          (query.filters().isEmpty() && query.codes() == null
                  ? indexed(query)
                  : Optional.<ConceptHits>empty())
              .orElseGet(
                  () ->
                      table.search(
                          version.key(), where, query.text(), query.offset(), query.count()));
      Map<String, Concept> named = find(hits.codes());
      return new ConceptPage(
          hits.total(), hits.codes().stream().map(named::get).filter(c -> c != null).toList());
    } catch (DataAccessException failure) {
      throw refused(query, failure);
    }
  }

  private Optional<ConceptHits> indexed(ConceptQuery query) {
    return index.search(
        version.key(), query.text(), query.activeOnly(), query.offset(), query.count());
  }

  private Condition condition(ConceptQuery query) {
    FilterConditions filters =
        new FilterConditions(
            about.getProperty().stream()
                .map(CodeSystem.PropertyComponent::getCode)
                .collect(Collectors.toSet()));
    Condition all = Condition.of(query.activeOnly() ? "not c.inactive" : "true");
    if (query.codes() != null) {
      all = all.and(Condition.of("c.code = any(?)", (Object) query.codes().toArray(String[]::new)));
    }
    for (ConceptQuery.Filter filter : query.filters()) {
      all = all.and(filters.of(filter));
    }
    return all;
  }

  /** What PostgreSQL says of a regular expression that is none. */
  private static RuntimeException refused(ConceptQuery query, DataAccessException failure) {
    if (failure.getMostSpecificCause() instanceof java.sql.SQLException sql
        && "2201B".equals(sql.getSQLState())) {
      return query.filters().stream()
          .filter(filter -> filter.op().equals("regex"))
          .findFirst()
          .<RuntimeException>map(UnsupportedFilterException::new)
          .orElse(failure);
    }
    return failure;
  }
}
