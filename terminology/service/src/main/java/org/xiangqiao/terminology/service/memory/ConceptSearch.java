package org.xiangqiao.terminology.service.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.ConceptPage;
import org.xiangqiao.terminology.service.content.ConceptQuery;
import org.xiangqiao.terminology.service.content.ConceptQuery.Filter;
import org.xiangqiao.terminology.service.property.ConceptFilter;

/** Answers queries by one pass over all concepts; below and above a code by walking from it. */
final class ConceptSearch {

  private static final Set<String> CODE = Set.of("concept", "code");

  /** Operators that are answered by walking from a code along the hierarchy. */
  private static final Set<String> WALKED = Set.of("is-a", "descendent-of", "generalizes");

  private final MemoryCodeSystem system;
  private final List<SearchableConcept> concepts;

  ConceptSearch(MemoryCodeSystem system, List<SearchableConcept> concepts) {
    this.system = system;
    this.concepts = concepts;
  }

  ConceptPage page(ConceptQuery query) {
    Predicate<Concept> asked = predicate(query);
    if (query.text() == null || query.text().isBlank()) {
      return inOrder(query, asked);
    }
    TextMatch typed = new TextMatch(query.text());
    List<List<Concept>> ranked = new ArrayList<>();
    for (int rank = 0; rank < TextMatch.RANKS; rank++) {
      ranked.add(new ArrayList<>());
    }
    for (SearchableConcept each : concepts) {
      int rank = each.rank(typed);
      if (rank >= 0 && asked.test(each.concept())) {
        ranked.get(rank).add(each.concept());
      }
    }
    List<Concept> found = ranked.stream().flatMap(List::stream).toList();
    return new ConceptPage(found.size(), cut(found, query));
  }

  private ConceptPage inOrder(ConceptQuery query, Predicate<Concept> asked) {
    List<Concept> page = new ArrayList<>();
    int total = 0;
    for (SearchableConcept each : concepts) {
      if (asked.test(each.concept())) {
        if (total >= query.offset() && page.size() < query.count()) {
          page.add(each.concept());
        }
        total++;
      }
    }
    return new ConceptPage(total, page);
  }

  private static List<Concept> cut(List<Concept> found, ConceptQuery query) {
    int from = Math.min(query.offset(), found.size());
    int to = (int) Math.min((long) from + query.count(), found.size());
    return found.subList(from, to);
  }

  private Predicate<Concept> predicate(ConceptQuery query) {
    Predicate<Concept> all = query.activeOnly() ? each -> !each.inactive() : each -> true;
    if (query.codes() != null) {
      all = all.and(each -> query.codes().contains(each.code()));
    }
    ConceptFilter filters = new ConceptFilter(system);
    for (Filter filter : query.filters()) {
      boolean walked = CODE.contains(filter.property()) && WALKED.contains(filter.op());
      all = all.and(walked ? walked(filter) : filters.of(filter));
    }
    return all;
  }

  private Predicate<Concept> walked(Filter filter) {
    Set<String> reached =
        filter.op().equals("generalizes")
            ? system.above(filter.value())
            : system.below(filter.value());
    if (filter.op().equals("descendent-of")) {
      reached.remove(filter.value());
    }
    return each -> reached.contains(each.code());
  }
}
