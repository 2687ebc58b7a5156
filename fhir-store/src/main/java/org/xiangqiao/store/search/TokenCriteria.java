package org.xiangqiao.store.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.TokenValue;

/** Reads token and URI parameters (R4 search.html#token, #uri), and identifiers in references. */
final class TokenCriteria {

  static final Set<String> MODIFIERS = Set.of("not");

  private final IndexHash hash;

  TokenCriteria(IndexHash hash) {
    this.hash = hash;
  }

  Criterion token(
      int tenantId, IndexedParameter parameter, ParameterName name, List<String> values) {
    boolean negated = "not".equals(name.modifier());
    List<Wanted> wanted = wanted(name, values);
    BodyCheck check =
        parameter.identifies() && !negated ? new IdentifierCheck(parameter, wanted, false) : null;
    return new Criterion.Tokens(
        hashes(tenantId, parameter.key(), wanted),
        negated,
        !negated && parameter.identifies() && namesValues(wanted),
        null,
        check);
  }

  /** {@code subject:identifier=system|value}. */
  Criterion referenceIdentifier(
      int tenantId, IndexedParameter parameter, ParameterName name, List<String> values) {
    List<Wanted> wanted = wanted(name, values);
    return new Criterion.Tokens(
        hashes(tenantId, parameter.identifierKey(), wanted),
        false,
        namesValues(wanted),
        null,
        new IdentifierCheck(parameter, wanted, true));
  }

  Criterion uri(int tenantId, IndexedParameter parameter, List<String> values) {
    long[] hashes =
        values.stream()
            .mapToLong(value -> hash.uri(tenantId, parameter.key(), ValueSyntax.unescape(value)))
            .toArray();
    return new Criterion.Tokens(hashes, false, false, null, null);
  }

  private long[] hashes(int tenantId, String key, List<Wanted> wanted) {
    return wanted.stream().mapToLong(token -> token.hash(hash, tenantId, key)).toArray();
  }

  private static boolean namesValues(List<Wanted> wanted) {
    return wanted.stream().allMatch(token -> token.code() != null);
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

    boolean is(TokenValue token) {
      boolean sameSystem =
          system == null
              || (system.isEmpty() ? token.system() == null : system.equals(token.system()));
      return sameSystem && (code == null || code.equals(token.code()));
    }
  }

  /** A hash must never decide who a resident (居民) is: the body's own identifiers decide. */
  private record IdentifierCheck(
      IndexedParameter parameter, List<Wanted> wanted, boolean insideReference)
      implements BodyCheck {

    @Override
    public boolean matches(Resource resource) {
      boolean[] found = new boolean[1];
      parameter.visit(resource, (element, place) -> found[0] = found[0] || isWanted(element));
      return found[0];
    }

    private boolean isWanted(Base element) {
      Base identifier = element;
      if (insideReference) {
        if (!(element instanceof Reference reference) || !reference.hasIdentifier()) {
          return false;
        }
        identifier = reference.getIdentifier();
      }
      return TokenValue.of(identifier).stream()
          .anyMatch(token -> wanted.stream().anyMatch(each -> each.is(token)));
    }
  }
}
