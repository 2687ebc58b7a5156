package org.xiangqiao.store.search.criteria;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.xiangqiao.store.CodeLookup;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.StringFolding;

/** Reads token parameters (R4 search.html#token), and identifiers in references. */
final class TokenReader implements ParameterReader {

  private static final Set<String> MODIFIERS =
      Set.of("not", "text", "in", "not-in", "above", "below", "of-type");

  private final IndexHash hash;
  private final CodeLookup lookup;
  private final int maxCodes;

  /**
   * @param maxCodes most codes that a value set or hierarchy may stand for
   */
  TokenReader(IndexHash hash, CodeLookup lookup, int maxCodes) {
    this.hash = hash;
    this.lookup = lookup;
    this.maxCodes = maxCodes;
  }

  @Override
  public Criterion read(
      int tenantId, IndexedParameter parameter, ParameterName name, List<String> values) {
    name.requireModifier(parameter.type(), MODIFIERS);
    String modifier = name.modifier() == null ? "" : name.modifier();
    return switch (modifier) {
      case "not" -> new NotCriterion(plain(tenantId, parameter, name, values));
      case "text" -> text(parameter, name, values);
      case "of-type" -> ofType(tenantId, parameter, name, values);
      case "in" -> inValueSet(tenantId, parameter, name, values);
      case "not-in" -> new NotCriterion(inValueSet(tenantId, parameter, name, values));
      case "above", "below" -> related(tenantId, parameter, name, values);
      default -> plain(tenantId, parameter, name, values);
    };
  }

  private Criterion plain(
      int tenantId, IndexedParameter parameter, ParameterName name, List<String> values) {
    return criterion(tenantId, parameter.key(), wanted(name, values), parameter.identifies());
  }

  private Criterion text(IndexedParameter parameter, ParameterName name, List<String> values) {
    List<String> folded =
        values.stream().map(ValueSyntax::unescape).map(StringFolding::fold).toList();
    if (folded.contains("")) {
      throw SearchProblems.emptyValue(name.raw());
    }
    return new TermCriterion(hash.parameter(parameter.key()), folded);
  }

  /** {@code identifier:of-type=system|code|value}. */
  private Criterion ofType(
      int tenantId, IndexedParameter parameter, ParameterName name, List<String> values) {
    long[] hashes = new long[values.size()];
    List<TokenCriterion.FullIdentifier> identifiers = new ArrayList<>();
    for (int i = 0; i < hashes.length; i++) {
      List<String> parts =
          ValueSyntax.split(values.get(i), '|').stream().map(ValueSyntax::unescape).toList();
      if (!parameter.identifies() || parts.size() != 3 || parts.contains("")) {
        throw SearchProblems.badOfType(name.raw());
      }
      String key = parameter.ofTypeKey(parts.get(0), parts.get(1));
      hashes[i] = hash.systemAndCode(tenantId, key, "", parts.get(2));
      identifiers.add(new TokenCriterion.FullIdentifier(null, parts.get(2)));
    }
    return new TokenCriterion(hashes, true, null, identifiers);
  }

  private Criterion inValueSet(
      int tenantId, IndexedParameter parameter, ParameterName name, List<String> values) {
    Set<CodeLookup.Code> codes = new LinkedHashSet<>();
    for (String value : values) {
      codes.addAll(
          lookup
              .expand(tenantId, ValueSyntax.unescape(value))
              .orElseThrow(() -> SearchProblems.unknownValueSet(name.raw())));
    }
    return anyOf(tenantId, parameter, name, codes);
  }

  private Criterion related(
      int tenantId, IndexedParameter parameter, ParameterName name, List<String> values) {
    Set<CodeLookup.Code> codes = new LinkedHashSet<>();
    for (Wanted wanted : wanted(name, values)) {
      if (wanted.system() == null || wanted.system().isEmpty() || wanted.code() == null) {
        throw SearchProblems.noHierarchy(name.raw());
      }
      CodeLookup.Code code = new CodeLookup.Code(wanted.system(), wanted.code());
      codes.addAll(
          ("above".equals(name.modifier())
                  ? lookup.above(tenantId, code)
                  : lookup.below(tenantId, code))
              .orElseThrow(() -> SearchProblems.noHierarchy(name.raw())));
    }
    return anyOf(tenantId, parameter, name, codes);
  }

  private Criterion anyOf(
      int tenantId, IndexedParameter parameter, ParameterName name, Set<CodeLookup.Code> codes) {
    if (codes.size() > maxCodes) {
      throw SearchProblems.tooManyValues(name.raw(), maxCodes);
    }
    // Elements of type code carry the system that their definition binds them to.
    return TokenCriterion.of(
        codes.stream()
            .mapToLong(
                code -> hash.systemAndCode(tenantId, parameter.key(), code.system(), code.code()))
            .toArray());
  }

  /** The hash of a component before the last of a composite; its code must be given. */
  long component(int tenantId, String key, ParameterName name, String value) {
    Wanted token = wanted(name, List.of(value)).get(0);
    if (token.code() == null) {
      throw SearchProblems.badComposite(name.raw());
    }
    return token.hash(hash, tenantId, key);
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
