package org.xiangqiao.store.search;

import java.util.List;
import java.util.Locale;
import org.xiangqiao.store.index.DateRange;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;

/** Reads date parameters with their comparators (R4 search.html#date, #prefix). */
final class DateCriteria {

  private final IndexHash hash;

  DateCriteria(IndexHash hash) {
    this.hash = hash;
  }

  Criterion lastUpdated(ParameterName name, List<String> values) {
    return new Criterion.Date(Criterion.DatePlace.LAST_UPDATED, 0, tests(name, values));
  }

  Criterion date(
      IndexedParameter parameter, boolean mainDate, ParameterName name, List<String> values) {
    return new Criterion.Date(
        mainDate ? Criterion.DatePlace.MAIN_DATE : Criterion.DatePlace.INDEX,
        hash.parameter(parameter.key()),
        tests(name, values));
  }

  private static List<Criterion.DateTest> tests(ParameterName name, List<String> values) {
    return values.stream().map(value -> test(name, value)).toList();
  }

  private static Criterion.DateTest test(ParameterName name, String value) {
    Criterion.Comparator comparator = Criterion.Comparator.EQ;
    String date = value;
    if (value.length() > 2 && Character.isLetter(value.charAt(0))) {
      comparator = comparator(name, value.substring(0, 2));
      date = value.substring(2);
    }
    // A plus sign that was not encoded in the URL arrives as a blank.
    DateRange range =
        DateRange.parse(date.replace(' ', '+'))
            .orElseThrow(() -> SearchProblems.badDate(name.raw()));
    return new Criterion.DateTest(comparator, range);
  }

  private static Criterion.Comparator comparator(ParameterName name, String prefix) {
    if (prefix.equals("ap")) {
      throw SearchProblems.unsupportedPrefix(name.raw(), prefix);
    }
    try {
      return Criterion.Comparator.valueOf(prefix.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw SearchProblems.badDate(name.raw());
    }
  }
}
