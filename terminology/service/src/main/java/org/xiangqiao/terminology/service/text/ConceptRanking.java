package org.xiangqiao.terminology.service.text;

import java.util.List;
import org.hibernate.search.engine.search.predicate.SearchPredicate;
import org.hibernate.search.engine.search.predicate.dsl.SearchPredicateFactory;

/**
 * How well a concept answers what somebody typed. Each kind of match weighs more than all lesser
 * ones together: whole code, whole display, whole name, beginning, Chinese inside, full pinyin,
 * initials, inside of anything, from a syllable on, all words.
 */
final class ConceptRanking {

  private static final int MOST_WORDS = 8;

  private final SearchPredicateFactory f;
  private final String text;

  private ConceptRanking(SearchPredicateFactory f, String text) {
    this.f = f;
    this.text = text;
  }

  /**
   * @param text folded
   */
  static SearchPredicate of(SearchPredicateFactory f, String text) {
    return new ConceptRanking(f, text).any();
  }

  private SearchPredicate any() {
    var any = f.or();
    any.add(f.match().field("foldedCode").matching(text).constantScore().boost(2048));
    any.add(f.match().field("display").matching(text).constantScore().boost(1024));
    any.add(f.match().field("names").matching(text).constantScore().boost(512));
    any.add(f.prefix().field("display").matching(text).constantScore().boost(256));
    any.add(f.prefix().fields("names", "foldedCode").matching(text).constantScore().boost(128));
    boolean chinese = ConceptNames.hasChinese(text);
    any.add(f.and().add(inside(text)).constantScore().boost(chinese ? 64 : 8));
    String spelled = ConceptNames.joined(text);
    if (!chinese && !spelled.isEmpty()) {
      any.add(f.match().field("pinyin").matching(spelled).constantScore().boost(64));
      any.add(f.prefix().field("pinyin").matching(spelled).constantScore().boost(32));
      any.add(f.prefix().field("initials").matching(spelled).constantScore().boost(16));
      if (spelled.length() >= SpelledParts.SHORTEST_HEAD) {
        any.add(f.and().add(part(spelled)).constantScore().boost(4));
      }
    }
    List<String> words = List.of(text.split(" "));
    if (words.size() > 1) {
      var all = f.and();
      words.stream().limit(MOST_WORDS).forEach(word -> all.add(inside(word)));
      any.add(all.constantScore().boost(2));
    }
    return any.toPredicate();
  }

  /** From any syllable on. */
  private SearchPredicate part(String spelled) {
    return spelled.length() <= SpelledParts.LONGEST_HEAD
        ? f.match().field("heads").matching(spelled).toPredicate()
        : f.prefix()
            .field("tails")
            .matching(spelled.substring(0, Math.min(SpelledParts.LONGEST, spelled.length())))
            .toPredicate();
  }

  /** Anywhere in the code or a name. */
  private SearchPredicate inside(String part) {
    return part.codePointCount(0, part.length()) == 1
        ? f.match().field("characters").matching(part).toPredicate()
        : f.phrase().field("pairs").matching(part).toPredicate();
  }
}
