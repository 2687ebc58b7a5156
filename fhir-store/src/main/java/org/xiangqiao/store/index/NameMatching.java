package org.xiangqiao.store.index;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a string parameter finds a name (姓名) by, beyond its beginning. */
public enum NameMatching {
  /** It is no name, or no parameter of R4's. */
  NONE,
  /** Chinese from any character on. */
  CHARACTERS,
  /** How it is spelled when it is read aloud. */
  SOUND;

  private static final String DEFINITIONS = "http://hl7.org/fhir/SearchParameter/";

  private static final Map<String, NameMatching> BY_DEFINITION =
      DataTable.rows("name-parameters.csv").stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  row -> DEFINITIONS + row.get("definition"),
                  row -> valueOf(row.get("matching").toUpperCase(Locale.ROOT))));

  static NameMatching of(String definition) {
    return BY_DEFINITION.getOrDefault(definition, NONE);
  }
}
