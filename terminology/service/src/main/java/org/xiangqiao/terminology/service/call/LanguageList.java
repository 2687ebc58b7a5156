package org.xiangqiao.terminology.service.call;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Languages that a caller wants, best first: a value of Accept-Language or {@code displayLanguage}
 * (RFC 9110, 12.5.4).
 *
 * @param othersToo whether other languages will do where these have nothing
 */
public record LanguageList(List<LanguageTag> tags, boolean othersToo) {

  private static final double LAST = 0.01;
  private static final int MOST = 100;

  /** A weight as RFC 9110, 12.4.2 has it, with more digits than it allows. */
  private static final Pattern WEIGHT = Pattern.compile("[qQ]=(0(\\.\\d{0,9})?|1(\\.0{0,9})?)");

  public LanguageList {
    tags = List.copyOf(tags);
  }

  /**
   * @throws IllformedLocaleException if one of them is no language or has a weight that is none
   */
  public static LanguageList of(String text, boolean othersToo) {
    List<LanguageTag> tags = new ArrayList<>();
    boolean any = false;
    for (String entry : text.split(",")) {
      if (entry.isBlank()) {
        continue; // An empty element says nothing (RFC 9110, 5.6.1.2).
      }
      String[] parts = entry.split(";", -1);
      LanguageTag tag = LanguageTag.of(parts[0].trim(), parts.length > 1 ? weight(parts[1]) : 1);
      any |= tag.any();
      tags.add(tag);
    }
    if (tags.isEmpty() || tags.size() > MOST) {
      throw new IllformedLocaleException("no list of languages");
    }
    tags.sort(Comparator.comparingDouble(LanguageTag::weight).reversed());
    return new LanguageList(tags, othersToo && !any);
  }

  private static double weight(String text) {
    String parameter = text.trim();
    if (!parameter.regionMatches(true, 0, "q=", 0, 2)) {
      return 1;
    }
    Matcher weight = WEIGHT.matcher(parameter);
    if (!weight.matches()) {
      throw new IllformedLocaleException("no weight");
    }
    return Double.parseDouble(weight.group(1));
  }

  /** These and, where other languages will do, any language last. */
  public List<LanguageTag> preferred() {
    if (!othersToo) {
      return tags;
    }
    List<LanguageTag> all = new ArrayList<>(tags);
    all.add(LanguageTag.of("*", LAST));
    return all;
  }

  public boolean matches(String stated, LanguageTag.Depth depth) {
    return preferred().stream().anyMatch(tag -> tag.matches(stated, depth));
  }

  /** As in a message for people: without what stands for any language. */
  public String summary() {
    return tags.stream()
        .filter(tag -> !tag.any())
        .map(LanguageTag::text)
        .collect(Collectors.joining(", "));
  }

  /** As given. */
  public String text() {
    return tags.stream().map(LanguageTag::text).collect(Collectors.joining(", "));
  }
}
