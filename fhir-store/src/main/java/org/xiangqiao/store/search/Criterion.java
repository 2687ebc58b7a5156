package org.xiangqiao.store.search;

import java.util.List;
import org.xiangqiao.store.index.DateRange;

/** One condition of a search; a resource must meet all of them. */
sealed interface Criterion {

  /** {@code _id}. */
  record Ids(List<String> ids) implements Criterion {}

  /**
   * Token, URI and reference parameters: any of the hashes.
   *
   * @param unique hits are few by nature: all values are identifiers
   * @param patients ids of Patients if column {@code patient_rid} tells the same, else null
   * @param check full comparison, or null if the hash suffices
   */
  record Tokens(
      long[] hashes, boolean negated, boolean unique, List<String> patients, BodyCheck check)
      implements Criterion {}

  /** How folded texts are compared. */
  enum TextMatch {
    PREFIX,
    CONTAINS,
    EXACT
  }

  /** String parameters: any of the texts. */
  record Text(long parameter, TextMatch match, List<String> folded, BodyCheck check)
      implements Criterion {}

  /** Where a date stands. */
  enum DatePlace {
    LAST_UPDATED,
    MAIN_DATE,
    INDEX
  }

  /** FHIR's comparators of ordered values (R4 search.html#prefix). */
  enum Comparator {
    EQ,
    NE,
    GT,
    LT,
    GE,
    LE,
    SA,
    EB
  }

  /** A comparison with a range. */
  record DateTest(Comparator comparator, DateRange range) {}

  /** Date parameters: any of the tests. */
  record Date(DatePlace place, long parameter, List<DateTest> tests) implements Criterion {}
}
