package org.xiangqiao.terminology.service.memory;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hl7.fhir.r4.model.CodeSystem;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.ConceptPage;
import org.xiangqiao.terminology.service.content.ConceptQuery;

/** A code system out of its resource (R4 codesystem.html), immutable. */
public final class MemoryCodeSystem implements CodeSystemContent {

  private final CodeSystem about;
  private final Map<String, Concept> concepts;
  private final Map<String, Set<String>> children;
  private final Map<String, String> folded;
  private final List<SearchableConcept> searchable;

  MemoryCodeSystem(
      CodeSystem about, Map<String, Concept> concepts, Map<String, Set<String>> children) {
    this.about = about;
    this.concepts = concepts;
    this.children = children;
    this.folded = about.hasCaseSensitive() && !about.getCaseSensitive() ? fold(concepts) : null;
    this.searchable = concepts.values().stream().map(SearchableConcept::new).toList();
  }

  /** The resource is not kept, and not changed. */
  public static MemoryCodeSystem of(CodeSystem system) {
    return ConceptReader.read(system);
  }

  private static Map<String, String> fold(Map<String, Concept> concepts) {
    Map<String, String> codes = new HashMap<>();
    concepts.keySet().forEach(code -> codes.putIfAbsent(code.toLowerCase(Locale.ROOT), code));
    return codes;
  }

  @Override
  public CodeSystem about() {
    return about;
  }

  @Override
  public Optional<Concept> find(String code) {
    return Optional.ofNullable(concepts.get(exact(code)));
  }

  private String exact(String code) {
    if (folded == null || code == null || concepts.containsKey(code)) {
      return code;
    }
    return folded.getOrDefault(code.toLowerCase(Locale.ROOT), code);
  }

  @Override
  public Map<String, Concept> find(Collection<String> codes) {
    Map<String, Concept> found = new LinkedHashMap<>();
    codes.forEach(code -> find(code).ifPresent(concept -> found.put(code, concept)));
    return found;
  }

  @Override
  public boolean subsumes(String ancestor, String descendant) {
    String sought = exact(ancestor);
    String start = exact(descendant);
    if (start == null || sought == null || start.equals(sought)) {
      return false;
    }
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      Concept concept = concepts.get(open.pop());
      if (concept != null && seen.add(concept.code())) {
        if (concept.parents().contains(sought)) {
          return true;
        }
        open.addAll(concept.parents());
      }
    }
    return false;
  }

  @Override
  public Set<String> children(String code) {
    return children.getOrDefault(exact(code), Set.of());
  }

  @Override
  public int size() {
    return concepts.size();
  }

  @Override
  public ConceptPage concepts(ConceptQuery query) {
    return new ConceptSearch(this, searchable).page(query);
  }

  /** A concept and all below it. */
  Set<String> below(String code) {
    return reach(code, this::children);
  }

  /** A concept and all above it. */
  Set<String> above(String code) {
    return reach(code, each -> concepts.get(each).parents());
  }

  private Set<String> reach(String code, Function<String, Collection<String>> next) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(exact(code)));
    while (!open.isEmpty()) {
      String each = open.pop();
      if (concepts.containsKey(each) && reached.add(each)) {
        open.addAll(next.apply(each));
      }
    }
    return reached;
  }
}
