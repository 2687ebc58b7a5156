package org.xiangqiao.store.search.criteria;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;

/** Reads token parameters (R4 search.html#token), and identifiers in references. */
final class TokenReader implements ParameterReader {

  private static final Set<String> MODIFIERS = Set.of("not");

  private final IndexHash hash;

  TokenReader(IndexHash hash) {
    this.hash = hash;
  }

  @Override
  public Criterion read(
      int tenantId, IndexedParameter parameter, ParameterName name, List<String> values) {
    name.requireModifier(parameter.type(), MODIFIERS);
    List<Wanted> wanted = wanted(name, values);
    Criterion found = criterion(tenantId, parameter.key(), wanted, parameter.identifies());
    return "not".equals(name.modifier()) ? new NotCriterion(found) : found;
  }

  /** {@code subject:identifier=system|value}. */
  Criterion inReference(
      int tenantId, IndexedParameter parameter, ParameterName name, List<String> values) {
    return criterion(tenantId, parameter.identifierKey(), wanted(name, values), true);
  }

  private Criterion criterion(int tenantId, String key, List<Wanted> wanted, boolean identifies) {
    long[] hashes = wanted.stream().mapToLong(token -> token.hash(hash, tenantId, key)).toArray();
    boolean namesValues = wanted.stream().allMatch(token -> token.code() != null);
    return new TokenCriterion(
        hashes,
        identifies && namesValues,
        null,
        identifies ? wanted.stream().map(Wanted::identifier).toList() : List.of());
  }

  private static List<Wanted> wanted(ParameterName name, List<String> values) {
    List<Wanted> wanted = new ArrayList<>();
    for (String value : values) {
      int bar = ValueSyntax.indexOf(value, '|');
      String system = bar < 0 ? null : ValueSyntax.unescape(value.substring(0, bar));
      String code = ValueSyntax.unescape(value.substring(bar + 1));
      if (code.isEmpty() && (system == null || system.isEmpty())) {
        throw SearchProblems.emptyValue(name.raw());
      }
      wanted.add(new Wanted(system, code.isEmpty() ? null : code));
    }
    return wanted;
  }

  /**
   * A token as it was asked for.
   *
   * @param system null for any, empty for none
   * @param code null for any
   */
  private record Wanted(String system, String code) {

    long hash(IndexHash hash, int tenantId, String key) {
      if (code == null) {
        return hash.system(tenantId, key, system);
      }
      if (system == null) {
        return hash.code(tenantId, key, code);
      }
      return system.isEmpty()
          ? hash.codeWithoutSystem(tenantId, key, code)
          : hash.systemAndCode(tenantId, key, system, code);
    }

    TokenCriterion.FullIdentifier identifier() {
      return new TokenCriterion.FullIdentifier(system, code);
    }
  }
}
