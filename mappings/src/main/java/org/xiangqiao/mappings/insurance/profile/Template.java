package org.xiangqiao.mappings.insurance.profile;

import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text with places to fill, for example {@code {base}/hgs/{infno}}. */
public record Template(String text) {

  private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)}");

  public Set<String> places() {
    return PLACE
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * @throws IllegalArgumentException when a place has no value
   */
  public String fill(Map<String, String> values) {
    return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(value(place, values)));
  }

  private static String value(MatchResult place, Map<String, String> values) {
    String value = values.get(place.group(1));
    if (value == null) {
      throw new IllegalArgumentException("no value for {" + place.group(1) + "}");
    }
    return value;
  }
}
