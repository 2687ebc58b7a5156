package org.xiangqiao.bench.oracle.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xiangqiao.bench.oracle.query.Criterion;
import org.xiangqiao.bench.oracle.query.SearchCase;

/**
 * Words a search for the peer so that it means what R4 says, as searches whose answers are united.
 *
 * <p>{@code ge} of a date is "the range above the search value overlaps the target's, or the search
 * value contains it" (search.html#prefix), which is {@code gt} or {@code eq}, and {@code le}
 * likewise; the peer takes one bound of the search value for both parts. And the peer refuses
 * several dates with commas between them (HAPI-1930).
 */
final class PeerWording {

  private static final String DATE = "(?:[a-z]{2})?\\d{4}(?:-\\d\\d[^,]*)?";
  private static final Pattern DATES = Pattern.compile(DATE + "(?:," + DATE + ")*");
  private static final Pattern BOUND = Pattern.compile("(ge|le)(.*)");

  private PeerWording() {}

  /** The search itself if it can stay as it is. */
  static List<SearchCase> of(SearchCase search) {
    List<List<Criterion>> wordings = List.of(List.of());
    for (Criterion criterion : search.parameters()) {
      List<List<Criterion>> longer = new ArrayList<>();
      for (List<Criterion> before : wordings) {
        for (Criterion alternative : alternatives(criterion)) {
          List<Criterion> all = new ArrayList<>(before);
          all.add(alternative);
          longer.add(all);
        }
      }
      wordings = longer;
    }
    if (wordings.size() == 1) {
      return List.of(search);
    }
    return wordings.stream().map(parameters -> reworded(search, parameters)).toList();
  }

  /** Numbers cannot be united: the ids are asked for instead. */
  private static SearchCase reworded(SearchCase search, List<Criterion> parameters) {
    boolean count = search.asked() == SearchCase.Asked.COUNT;
    return new SearchCase(
        search.feature(),
        search.path(),
        parameters.stream().filter(each -> !count || !each.name().equals("_summary")).toList(),
        count ? SearchCase.Asked.IDS : search.asked(),
        List.of());
  }

  private static List<Criterion> alternatives(Criterion criterion) {
    String value = criterion.value();
    boolean dates = criterion.date() || value.matches("(?:[a-z]{2})?\\d{4}-\\d\\d.*");
    if (!dates || !DATES.matcher(value).matches()) {
      return List.of(criterion);
    }
    List<Criterion> alternatives = new ArrayList<>();
    for (String each : value.split(",")) {
      Matcher bound = BOUND.matcher(each);
      if (bound.matches()) {
        String strict = bound.group(1).equals("ge") ? "gt" : "lt";
        alternatives.add(with(criterion, strict + bound.group(2)));
        alternatives.add(with(criterion, "eq" + bound.group(2)));
      } else {
        alternatives.add(with(criterion, each));
      }
    }
    return alternatives;
  }

  private static Criterion with(Criterion criterion, String value) {
    return new Criterion(criterion.name(), value, criterion.feature(), criterion.date());
  }
}
