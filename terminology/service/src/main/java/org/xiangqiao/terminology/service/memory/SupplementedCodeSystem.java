package org.xiangqiao.terminology.service.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Extension;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.Concept.Designation;
import org.xiangqiao.terminology.service.content.Concept.Property;
import org.xiangqiao.terminology.service.content.ConceptPage;
import org.xiangqiao.terminology.service.content.ConceptQuery;
import org.xiangqiao.terminology.service.content.ConceptQuery.Filter;
import org.xiangqiao.terminology.service.property.ConceptFilter;

/** A code system with supplements (补充): names and properties that others add to its concepts. */
public final class SupplementedCodeSystem implements CodeSystemContent {

  private final CodeSystemContent base;
  private final List<String> supplements;
  private final Map<String, List<Concept>> added = new LinkedHashMap<>();
  private final CodeSystem about;

  public SupplementedCodeSystem(CodeSystemContent base, List<CodeSystem> supplements) {
    this.base = base;
    this.about = About.of(base.about());
    List<String> addresses = new ArrayList<>();
    for (CodeSystem supplement : supplements) {
      String version = supplement.getVersion();
      addresses.add(supplement.getUrl() + (version == null ? "" : "|" + version));
      supplement.getProperty().forEach(about::addProperty);
      String address = addresses.get(addresses.size() - 1);
      for (Concept each : MemoryCodeSystem.of(supplement).all()) {
        added.computeIfAbsent(each.code(), code -> new ArrayList<>()).add(marked(each, address));
      }
    }
    this.supplements = List.copyOf(addresses);
  }

  private static Concept marked(Concept concept, String supplement) {
    List<Designation> designations = new ArrayList<>();
    for (Designation each : concept.designations()) {
      List<Extension> extensions = new ArrayList<>(each.extensions());
      extensions.add(new Extension(Designation.SUPPLEMENT, new CanonicalType(supplement)));
      designations.add(new Designation(each.language(), each.use(), each.value(), extensions));
    }
    return new Concept(
        concept.code(),
        concept.display(),
        concept.definition(),
        concept.language(),
        concept.inactive(),
        concept.abstractConcept(),
        concept.parents(),
        designations,
        concept.properties());
  }

  /** Canonical addresses with versions. */
  public List<String> supplements() {
    return supplements;
  }

  @Override
  public CodeSystem about() {
    return about;
  }

  @Override
  public Optional<Concept> find(String code) {
    return base.find(code).map(this::with);
  }

  @Override
  public Map<String, Concept> find(Collection<String> codes) {
    Map<String, Concept> found = new LinkedHashMap<>();
    base.find(codes).forEach((code, concept) -> found.put(code, with(concept)));
    return found;
  }

  @Override
  public boolean subsumes(String ancestor, String descendant) {
    return base.subsumes(ancestor, descendant);
  }

  @Override
  public Set<String> children(String code) {
    return base.children(code);
  }

  @Override
  public int size() {
    return base.size();
  }

  /**
   * By names that supplements add, too: what is called so stands first, what only contains it last.
   */
  @Override
  public ConceptPage concepts(ConceptQuery query) {
    Map<Integer, List<Concept>> byRank =
        query.text() == null || query.text().isBlank() ? Map.of() : named(query);
    if (byRank.isEmpty()) {
      ConceptPage page = base.concepts(query);
      return new ConceptPage(page.total(), page.concepts().stream().map(this::with).toList());
    }
    ConceptQuery whole =
        new ConceptQuery(query.filters(), query.text(), query.activeOnly(), 0, Integer.MAX_VALUE);
    Map<String, Concept> found = new LinkedHashMap<>();
    byRank.getOrDefault(0, List.of()).forEach(each -> found.put(each.code(), each));
    base.concepts(whole).concepts().forEach(each -> found.putIfAbsent(each.code(), with(each)));
    byRank.values().forEach(each -> each.forEach(one -> found.putIfAbsent(one.code(), one)));
    return new ConceptPage(
        found.size(), found.values().stream().skip(query.offset()).limit(query.count()).toList());
  }

  /** Concepts that are found with the help of a name from a supplement, by how well. */
  private Map<Integer, List<Concept>> named(ConceptQuery query) {
    TextMatch typed = new TextMatch(query.text());
    List<String> touched =
        added.entrySet().stream()
            .filter(
                each ->
                    each.getValue().stream()
                        .anyMatch(one -> new SearchableConcept(one).isTouched(typed)))
            .map(Map.Entry::getKey)
            .toList();
    Predicate<Concept> wanted = each -> !query.activeOnly() || !each.inactive();
    ConceptFilter filters = new ConceptFilter(this);
    for (Filter filter : touched.isEmpty() ? List.<Filter>of() : query.filters()) {
      wanted = wanted.and(filters.of(filter));
    }
    Map<Integer, List<Concept>> byRank = new TreeMap<>();
    for (Concept each : find(touched).values()) {
      int rank = new SearchableConcept(each).rank(typed);
      if (rank >= 0 && wanted.test(each)) {
        byRank.computeIfAbsent(rank, any -> new ArrayList<>()).add(each);
      }
    }
    return byRank;
  }

  private Concept with(Concept concept) {
    List<Concept> more = added.get(concept.code());
    if (more == null) {
      return concept;
    }
    List<Designation> designations = new ArrayList<>(concept.designations());
    List<Property> properties = new ArrayList<>(concept.properties());
    for (Concept each : more) {
      if (each.display() != null && !each.display().equals(concept.display())) {
        designations.add(new Designation(each.language(), null, each.display()));
      }
      designations.addAll(each.designations());
      properties.addAll(each.properties());
    }
    return new Concept(
        concept.code(),
        concept.display(),
        concept.definition(),
        concept.language(),
        concept.inactive(),
        concept.abstractConcept(),
        concept.parents(),
        designations,
        properties);
  }
}
