package org.xiangqiao.terminology.validation.memory;

import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.xiangqiao.terminology.lookup.R4Lookup;
import org.xiangqiao.terminology.lookup.TerminologyLookup.Code;
import org.xiangqiao.terminology.validation.CodeSets;

/** Codes of the definitions in memory; each value set is expanded when it is first asked for. */
public final class MemoryCodes implements CodeSets {

  private final R4Lookup lookup;
  private final Map<String, Optional<Expanded>> expanded = new ConcurrentHashMap<>();

  /** A value set with all its codes, and the codes alone. */
  private record Expanded(Set<Code> codes, Set<String> alone) {}

  public MemoryCodes(IValidationSupport definitions) {
    this.lookup = new R4Lookup(definitions);
  }

  @Override
  public Answer inValueSet(String valueSet, String system, String code) {
    Optional<Answer> common = CommonCodes.inValueSet(plain(valueSet), system, code);
    if (common.isPresent()) {
      return common.get();
    }
    Optional<Expanded> set = expanded(valueSet);
    if (set.isEmpty()) {
      return Answer.UNKNOWN;
    }
    boolean in =
        system.isEmpty()
            ? set.get().alone().contains(code)
            : set.get().codes().contains(new Code(system, code));
    return in ? Answer.YES : Answer.NO;
  }

  @Override
  public Answer inSystem(String system, String code) {
    Optional<Answer> common = CommonCodes.inSystem(system, code);
    if (common.isPresent()) {
      return common.get();
    }
    return lookup
        .codes(system)
        .map(codes -> codes.contains(code) ? Answer.YES : Answer.NO)
        .orElse(Answer.UNKNOWN);
  }

  @Override
  public boolean knows(String valueSet) {
    return expanded.containsKey(valueSet) || lookup.knows(valueSet);
  }

  private Optional<Expanded> expanded(String canonical) {
    Optional<Expanded> known = expanded.get(canonical);
    if (known != null) {
      return known;
    }
    Optional<Expanded> made = lookup.expand(canonical).map(this::shared);
    if (lookup.knows(canonical)) {
      expanded.put(canonical, made);
    }
    return made;
  }

  /** One of the same codes is kept once, under whichever names it is asked for. */
  private Expanded shared(Set<Code> codes) {
    return expanded.values().stream()
        .flatMap(Optional::stream)
        .filter(each -> each.codes() == codes)
        .findFirst()
        .orElseGet(
            () ->
                new Expanded(
                    codes, codes.stream().map(Code::code).collect(Collectors.toUnmodifiableSet())));
  }

  private static String plain(String canonical) {
    int bar = canonical.indexOf('|');
    return bar < 0 ? canonical : canonical.substring(0, bar);
  }
}
