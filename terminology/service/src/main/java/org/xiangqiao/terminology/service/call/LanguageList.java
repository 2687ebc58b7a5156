package org.xiangqiao.terminology.service.call;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Languages that a caller wants, best first: a value of Accept-Language or {@code displayLanguage}
 * (RFC 9110, 12.5.4).
 *
 * @param othersToo whether other languages will do where these have nothing
 */
public record LanguageList(List<LanguageTag> tags, boolean othersToo) {

  private static final double LAST = 0.01;

  public LanguageList {
    tags = List.copyOf(tags);
  }

  /**
   * @throws java.util.IllformedLocaleException if one of them is no language
   */
  public static LanguageList of(String text, boolean othersToo) {
    List<LanguageTag> tags = new ArrayList<>();
    boolean any = false;
    for (String entry : text.split(",")) {
      String[] parts = entry.trim().split(";");
      LanguageTag tag = LanguageTag.of(parts[0].trim(), parts.length > 1 ? weight(parts[1]) : 1);
      any |= tag.any();
      tags.add(tag);
    }
    tags.sort(Comparator.comparingDouble(LanguageTag::weight).reversed());
    return new LanguageList(tags, othersToo && !any);
  }

  private static double weight(String text) {
    String number = text.trim();
    try {
      return number.startsWith("q=") ? Double.parseDouble(number.substring(2)) : 1;
    } catch (NumberFormatException malformed) {
      return 1;
    }
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
