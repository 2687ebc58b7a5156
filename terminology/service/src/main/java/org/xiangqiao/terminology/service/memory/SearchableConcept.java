package org.xiangqiao.terminology.service.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.xiangqiao.terminology.service.content.Concept;

/** The texts by which a concept is found: code, display, designations (names, pinyin). */
final class SearchableConcept {

  private final Concept concept;
  private volatile String[] texts;

  SearchableConcept(Concept concept) {
    this.concept = concept;
  }

  /** Made when first searched: most code systems never are. */
  private String[] texts() {
    String[] made = texts;
    if (made == null) {
      List<String> all = new ArrayList<>();
      add(all, concept.code());
      add(all, concept.display());
      concept.designations().forEach(each -> add(all, each.value()));
      made = all.toArray(String[]::new);
      texts = made;
    }
    return made;
  }

  private static void add(List<String> all, String text) {
    if (text != null) {
      all.add(text.toLowerCase(Locale.ROOT));
    }
  }

  Concept concept() {
    return concept;
  }

  /** As {@link TextMatch#rank}. */
  int rank(TextMatch typed) {
    return typed.rank(texts());
  }

  /** As {@link TextMatch#touches}, of its names; its code is not among them. */
  boolean isTouched(TextMatch typed) {
    return typed.touches(Arrays.stream(texts()).skip(1).toArray(String[]::new));
  }
}
