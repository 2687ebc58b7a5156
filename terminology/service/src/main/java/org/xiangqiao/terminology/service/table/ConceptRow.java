package org.xiangqiao.terminology.service.table;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xiangqiao.terminology.service.content.Concept;

/**
 * A concept and its place in the order of its code system.
 *
 * @param ordinal row of the file it came from
 */
public record ConceptRow(int ordinal, Concept concept) {

  /** What separates names in {@link #words()}. */
  static final String BREAK = "\n";

  /** Code and every name in small letters, each between line breaks. */
  String words() {
    return Stream.concat(
            Stream.of(concept.code(), concept.display()),
            concept.designations().stream().map(Concept.Designation::value))
        .filter(Objects::nonNull)
        .map(name -> name.replace('\n', ' ').strip().toLowerCase(Locale.ROOT))
        .distinct()
        .collect(Collectors.joining(BREAK, BREAK, BREAK));
  }
}
