package org.xiangqiao.terminology.lookup;

import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetFilterComponent;
import org.hl7.fhir.r4.model.ValueSet.FilterOperator;

/**
 * The value sets and code systems that FHIR R4 itself publishes (R4 terminologies-valuesets.html).
 * Read when first asked for, then kept.
 */
public final class R4Lookup implements TerminologyLookup {

  private static final int DEEPEST = 10;

  private final IValidationSupport published;
  private final Map<String, Optional<Hierarchy>> hierarchies = new ConcurrentHashMap<>();
  private final Map<String, Optional<Set<Code>>> expansions = new ConcurrentHashMap<>();

  /**
   * @param published R4's definitions, and those that stand beside them
   */
  public R4Lookup(IValidationSupport published) {
    this.published = published;
  }

  /** All codes of a system; empty if it is not here in full. */
  public Optional<Set<String>> codes(String system) {
    return hierarchy(system).map(Hierarchy::all);
  }

  @Override
  public Optional<Set<Code>> expand(String valueSet) {
    return expand(valueSet, 0);
  }

  @Override
  public Optional<Set<Code>> below(Code code) {
    return hierarchy(code.system()).flatMap(each -> each.below(code.code())).map(of(code));
  }

  @Override
  public Optional<Set<Code>> above(Code code) {
    return hierarchy(code.system()).flatMap(each -> each.above(code.code())).map(of(code));
  }

  private static Function<Set<String>, Set<Code>> of(Code code) {
    return codes -> codes(code.system(), codes);
  }

  private Optional<Set<Code>> expand(String canonical, int depth) {
    Optional<Set<Code>> asked = expansions.get(canonical);
    if (asked != null) {
      return asked;
    }
    Optional<ValueSet> found = depth > DEEPEST ? Optional.empty() : valueSet(canonical);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ValueSet valueSet = found.get();
    String exact = valueSet.getUrl() + "|" + valueSet.getVersion();
    Optional<Set<Code>> known = expansions.get(exact);
    if (known != null) {
      return known;
    }
    Optional<Set<Code>> expanded = union(valueSet.getCompose().getInclude(), depth);
    if (expanded.isPresent() && valueSet.getCompose().hasExclude()) {
      Optional<Set<Code>> excluded = union(valueSet.getCompose().getExclude(), depth);
      excluded.ifPresent(codes -> expanded.get().removeAll(codes));
      if (excluded.isEmpty()) {
        return Optional.empty();
      }
    }
    Optional<Set<Code>> codes = expanded.map(Set::copyOf);
    if (codes.isPresent()) {
      // Not under the name that was asked for: a search may make up versions without end.
      expansions.put(exact, codes);
    }
    return codes;
  }

  /** In the version that is asked for; in the one that there is, if that is not here. */
  private Optional<ValueSet> valueSet(String canonical) {
    IBaseResource found = published.fetchValueSet(canonical);
    int bar = canonical.indexOf('|');
    if (found == null && bar >= 0) {
      found = published.fetchValueSet(canonical.substring(0, bar));
    }
    return found instanceof ValueSet valueSet ? Optional.of(valueSet) : Optional.empty();
  }

  /** Whether the value set is here at all, even if it cannot be expanded. */
  public boolean knows(String canonical) {
    return expansions.containsKey(canonical) || valueSet(canonical).isPresent();
  }

  private Optional<Set<Code>> union(List<ConceptSetComponent> sets, int depth) {
    Set<Code> all = new LinkedHashSet<>();
    for (ConceptSetComponent set : sets) {
      Optional<Set<Code>> codes = codes(set, depth);
      if (codes.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(codes.get());
    }
    return Optional.of(all);
  }

  /**
   * What the system and every value set named here have in common (R4 valueset.html#compositions).
   */
  private Optional<Set<Code>> codes(ConceptSetComponent set, int depth) {
    Optional<Set<Code>> codes = set.hasSystem() ? ofSystem(set) : Optional.empty();
    if (set.hasSystem() && codes.isEmpty()) {
      return codes;
    }
    for (CanonicalType reference : set.getValueSet()) {
      Optional<Set<Code>> other = expand(reference.getValue(), depth + 1);
      if (other.isEmpty()) {
        return Optional.empty();
      }
      Set<Code> common = new LinkedHashSet<>(other.get());
      codes.ifPresent(common::retainAll);
      codes = Optional.of(common);
    }
    return codes;
  }

  private Optional<Set<Code>> ofSystem(ConceptSetComponent set) {
    if (set.hasConcept()) {
      Set<Code> listed = new LinkedHashSet<>();
      set.getConcept().forEach(each -> listed.add(new Code(set.getSystem(), each.getCode())));
      return Optional.of(listed);
    }
    Optional<Hierarchy> system = hierarchy(set.getSystem());
    Optional<Set<String>> codes = system.map(Hierarchy::all);
    for (ConceptSetFilterComponent filter : set.getFilter()) {
      Optional<Set<String>> filtered = system.flatMap(each -> filtered(each, filter));
      if (codes.isEmpty() || filtered.isEmpty()) {
        return Optional.empty();
      }
      Set<String> common = new LinkedHashSet<>(codes.get());
      common.retainAll(filtered.get());
      codes = Optional.of(common);
    }
    return codes.map(found -> codes(set.getSystem(), found));
  }

  private static Optional<Set<String>> filtered(
      Hierarchy system, ConceptSetFilterComponent filter) {
    if (!filter.getProperty().equals("concept")) {
      return Optional.empty();
    }
    if (filter.getOp() == FilterOperator.ISA) {
      return system.below(filter.getValue());
    }
    if (filter.getOp() == FilterOperator.DESCENDENTOF) {
      return system
          .below(filter.getValue())
          .map(
              codes -> {
                Set<String> descendants = new LinkedHashSet<>(codes);
                descendants.remove(filter.getValue());
                return descendants;
              });
    }
    return Optional.empty();
  }

  private static Set<Code> codes(String system, Set<String> codes) {
    Set<Code> all = new LinkedHashSet<>();
    codes.forEach(code -> all.add(new Code(system, code)));
    return all;
  }

  /** Only what is published in full can answer what it holds. */
  private Optional<Hierarchy> hierarchy(String system) {
    Optional<Hierarchy> known = hierarchies.get(system);
    if (known != null) {
      return known;
    }
    if (published.fetchCodeSystem(system) instanceof CodeSystem codeSystem
        && codeSystem.getContent() == CodeSystem.CodeSystemContentMode.COMPLETE) {
      return hierarchies.computeIfAbsent(system, url -> Optional.of(Hierarchy.of(codeSystem)));
    }
    return Optional.empty();
  }
}
