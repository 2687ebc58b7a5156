package org.xiangqiao.store.search.criteria;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;

/**
 * Reads {@code _filter} (R4 search_filter.html): each comparison becomes the condition that a
 * search parameter with modifier or prefix would be.
 */
final class FilterReader implements NamedReader {

  private static final Set<String> PLAIN = Set.of("_id", "_lastUpdated");

  private final LinkReader links;
  private final ComparisonReader comparisons;

  FilterReader(LinkReader links, IndexHash hash, ChainReader.Inner conditions) {
    this.links = links;
    this.comparisons = new ComparisonReader(hash, conditions);
  }

  @Override
  public Criterion read(Focus focus, ParameterName name, String value) {
    name.requireModifier(focus.type().type(), Set.of());
    return criterion(focus, FilterParser.parse(value));
  }

  private Criterion criterion(Focus focus, FilterExpression expression) {
    if (expression instanceof FilterExpression.Logical logical) {
      List<Criterion> both =
          List.of(criterion(focus, logical.left()), criterion(focus, logical.right()));
      return logical.and() ? new AllCriterion(both) : new AnyCriterion(both);
    }
    if (expression instanceof FilterExpression.Negation negation) {
      return new NotCriterion(criterion(focus, negation.inner()));
    }
    FilterExpression.Comparison comparison = (FilterExpression.Comparison) expression;
    return along(focus, comparison.path(), comparison);
  }

  private Criterion along(
      Focus focus, List<FilterExpression.Step> path, FilterExpression.Comparison comparison) {
    FilterExpression.Step step = path.get(0);
    String raw = "_filter:" + step.name();
    if (path.size() == 1) {
      return end(focus, raw, step.name(), comparison);
    }
    List<FilterExpression.Step> rest = path.subList(1, path.size());
    return links.forward(
        focus,
        raw,
        step.name(),
        target -> {
          List<Criterion> all = new ArrayList<>();
          if (step.filter() != null) {
            all.add(criterion(target, step.filter()));
          }
          all.add(along(target, rest, comparison));
          return all.size() == 1 ? all.get(0) : new AllCriterion(all);
        });
  }

  private Criterion end(
      Focus focus, String raw, String code, FilterExpression.Comparison comparison) {
    if (PLAIN.contains(code)) {
      RestSearchParameterTypeEnum kind =
          code.equals("_id") ? RestSearchParameterTypeEnum.TOKEN : RestSearchParameterTypeEnum.DATE;
      return comparisons.ofColumn(focus, raw, code, kind, comparison);
    }
    IndexedParameter parameter =
        focus
            .type()
            .find(code)
            .orElseThrow(
                () ->
                    SearchProblems.unknownParameter(
                        raw,
                        focus.type().type(),
                        focus.type().all().stream().map(IndexedParameter::name).toList()));
    return comparisons.of(focus, raw, parameter, comparison);
  }
}
