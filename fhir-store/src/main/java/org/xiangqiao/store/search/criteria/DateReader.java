package org.xiangqiao.store.search.criteria;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.xiangqiao.store.index.DateRange;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.SearchParameters;

/** Reads date parameters with their comparators (R4 search.html#date, #prefix). */
final class DateReader implements ParameterReader {

  private final SearchParameters parameters;
  private final IndexHash hash;
  private final Clock clock;

  DateReader(SearchParameters parameters, IndexHash hash, Clock clock) {
    this.clock = clock;
    this.parameters = parameters;
    this.hash = hash;
  }

  Criterion lastUpdated(ParameterName name, List<String> values) {
    return new DateCriterion(DateCriterion.Place.LAST_UPDATED, 0, tests(name, values));
  }

  @Override
  public Criterion read(
      int tenantId, IndexedParameter parameter, ParameterName name, List<String> values) {
    name.requireModifier(parameter.type(), Set.of());
    boolean mainDate = parameters.of(parameter.type()).isMainDate(parameter);
    return new DateCriterion(
        mainDate ? DateCriterion.Place.MAIN_DATE : DateCriterion.Place.INDEX,
        hash.parameter(parameter.key()),
        tests(name, values));
  }

  /** Under a key of its own: the last component of a composite. */
  Criterion component(String key, ParameterName name, String value) {
    return new DateCriterion(
        DateCriterion.Place.INDEX, hash.parameter(key), List.of(test(name, value)));
  }

  private List<DateCriterion.Test> tests(ParameterName name, List<String> values) {
    return values.stream().map(value -> test(name, value)).toList();
  }

  private DateCriterion.Test test(ParameterName name, String value) {
    DateCriterion.Comparator comparator = DateCriterion.Comparator.EQ;
    String date = value;
    if (value.length() > 2 && Character.isLetter(value.charAt(0))) {
      comparator = comparator(name, value.substring(0, 2));
      date = value.substring(2);
    }
    // A plus sign that was not encoded in the URL arrives as a blank.
    DateRange range =
        DateRange.parse(date.replace(' ', '+'))
            .orElseThrow(() -> SearchProblems.badDate(name.raw()));
    return comparator == DateCriterion.Comparator.AP
        ? new DateCriterion.Test(comparator, approximately(range))
        : new DateCriterion.Test(comparator, range);
  }

  /** A tenth of the distance to now on either side, as R4 suggests (search.html#prefix). */
  private DateRange approximately(DateRange range) {
    Instant now = clock.instant();
    Duration tenth = Duration.between(range.low(), now).abs().dividedBy(10);
    return new DateRange(range.low().minus(tenth), range.high().plus(tenth));
  }

  private static DateCriterion.Comparator comparator(ParameterName name, String prefix) {
    try {
      return DateCriterion.Comparator.valueOf(prefix.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw SearchProblems.badDate(name.raw());
    }
  }
}
