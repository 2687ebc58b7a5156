package org.xiangqiao.store.search.criteria;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.NameMatching;
import org.xiangqiao.store.index.StringFolding;

/** Reads one comparison of a {@code _filter}, by the kind of its parameter. */
final class ComparisonReader {

  private static final List<String> ORDERED =
      List.of("eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap");
  private static final List<String> TEXTS = List.of("eq", "ne", "co", "sw", "ew");

  /** Operators on codes and URIs that search has a modifier for. */
  private static final Map<String, String> MODIFIERS =
      Map.of("in", "in", "ss", "below", "sb", "above");

  private final IndexHash hash;
  private final ChainReader.Inner conditions;

  ComparisonReader(IndexHash hash, ChainReader.Inner conditions) {
    this.hash = hash;
    this.conditions = conditions;
  }

  /** {@code _id} and {@code _lastUpdated}, which every resource has. */
  Criterion ofColumn(
      Focus focus,
      String raw,
      String code,
      RestSearchParameterTypeEnum kind,
      FilterExpression.Comparison comparison) {
    if (kind == RestSearchParameterTypeEnum.DATE) {
      return ordered(focus, raw, code, comparison);
    }
    Criterion equal = plain(focus, raw, code, null, comparison.value());
    return switch (comparison.operator()) {
      case "eq" -> equal;
      case "ne" -> new NotCriterion(equal);
      default -> throw unsupported(comparison, code, List.of("eq", "ne"));
    };
  }

  Criterion of(
      Focus focus, String raw, IndexedParameter parameter, FilterExpression.Comparison comparison) {
    if (comparison.operator().equals("pr")) {
      return present(parameter, comparison);
    }
    String code = parameter.name();
    return switch (parameter.kind()) {
      case STRING -> text(focus, raw, parameter, comparison);
      case DATE, NUMBER, QUANTITY -> ordered(focus, raw, code, comparison);
      case TOKEN, URI -> equal(focus, raw, parameter, comparison, Set.of("eq"));
      case REFERENCE -> equal(focus, raw, parameter, comparison, Set.of("eq", "re"));
      default -> throw unsupported(comparison, code, List.of("pr"));
    };
  }

  private Criterion present(IndexedParameter parameter, FilterExpression.Comparison comparison) {
    Criterion present = new MissingCriterion(hash.presence(parameter.key()), false);
    return switch (comparison.value()) {
      case "true" -> present;
      case "false" -> new NotCriterion(present);
      default -> throw SearchProblems.filterValue("pr", comparison.place(), "true, false");
    };
  }

  private Criterion ordered(
      Focus focus, String raw, String code, FilterExpression.Comparison comparison) {
    String operator = comparison.operator();
    if (!ORDERED.contains(operator)) {
      throw unsupported(comparison, code, ORDERED);
    }
    return orUnsupported(
        comparison,
        code,
        ORDERED,
        () -> plain(focus, raw, code, null, operator + comparison.value()));
  }

  private Criterion text(
      Focus focus, String raw, IndexedParameter parameter, FilterExpression.Comparison comparison) {
    String value = comparison.value();
    if (parameter.matching() == NameMatching.SOUND && !comparison.operator().equals("sw")) {
      throw unsupported(comparison, parameter.name(), List.of("sw", "pr"));
    }
    return switch (comparison.operator()) {
      case "co" -> plain(focus, raw, parameter.name(), "contains", value);
      case "sw" -> plain(focus, raw, parameter.name(), null, value);
      case "eq" -> folded(raw, parameter, FoldedTextCriterion.Comparison.EQUAL, value);
      case "ne" -> folded(raw, parameter, FoldedTextCriterion.Comparison.UNEQUAL, value);
      case "ew" -> folded(raw, parameter, FoldedTextCriterion.Comparison.ENDS, value);
      default -> throw unsupported(comparison, parameter.name(), TEXTS);
    };
  }

  private Criterion folded(
      String raw,
      IndexedParameter parameter,
      FoldedTextCriterion.Comparison comparison,
      String value) {
    String folded = StringFolding.fold(value);
    if (folded.isEmpty()) {
      throw SearchProblems.emptyValue(raw);
    }
    return new FoldedTextCriterion(hash.parameter(parameter.key()), comparison, folded);
  }

  private Criterion equal(
      Focus focus,
      String raw,
      IndexedParameter parameter,
      FilterExpression.Comparison comparison,
      Set<String> equals) {
    String operator = comparison.operator();
    String code = parameter.name();
    if (equals.contains(operator)) {
      return plain(focus, raw, code, null, comparison.value());
    }
    if (operator.equals("ne")) {
      return new AllCriterion(
          List.of(
              new MissingCriterion(hash.presence(parameter.key()), false),
              new NotCriterion(plain(focus, raw, code, null, comparison.value()))));
    }
    List<String> possible =
        equals.contains("re") ? List.of("eq", "ne", "re", "pr") : List.of("eq", "ne", "pr");
    String modifier = MODIFIERS.get(operator);
    if (modifier == null || equals.contains("re")) {
      throw unsupported(comparison, code, possible);
    }
    return orUnsupported(
        comparison, code, possible, () -> plain(focus, raw, code, modifier, comparison.value()));
  }

  /** As the search parameter would be read; commas of a filter separate nothing. */
  private Criterion plain(Focus focus, String raw, String code, String modifier, String value) {
    String escaped = value.replace("\\", "\\\\").replace(",", "\\,").replace("$", "\\$");
    return conditions.read(focus, new ParameterName(raw, code, modifier), escaped);
  }

  /** An operator of which search does not know the modifier or prefix. */
  private static Criterion orUnsupported(
      FilterExpression.Comparison comparison,
      String code,
      List<String> possible,
      Supplier<Criterion> reading) {
    try {
      return reading.get();
    } catch (StoreException refusal) {
      if (refusal.kind() == StoreProblem.Kind.UNSUPPORTED_SEARCH) {
        throw unsupported(
            comparison,
            code,
            possible.stream().filter(each -> !each.equals(comparison.operator())).toList());
      }
      throw refusal;
    }
  }

  private static StoreException unsupported(
      FilterExpression.Comparison comparison, String code, List<String> possible) {
    return SearchProblems.filterOperator(comparison.operator(), comparison.place(), code, possible);
  }
}
