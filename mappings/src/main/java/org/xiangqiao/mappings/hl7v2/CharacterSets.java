package org.xiangqiao.mappings.hl7v2;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.xiangqiao.terminology.CsvResource;

/**
 * Names of character sets in MSH-18 (HL7 table 0211 and habits), from {@code character-sets.csv}.
 */
final class CharacterSets {

  private final Map<String, Charset> byName = new HashMap<>();
  private final Map<String, String> answers = new HashMap<>();

  CharacterSets() {
    for (Map<String, String> row : CsvResource.rows(CharacterSets.class, "character-sets.csv")) {
      byName.put(row.get("msh18"), Charset.forName(row.get("charset")));
      answers.put(row.get("msh18"), row.get("answer"));
    }
  }

  Optional<Charset> find(String declared) {
    return Optional.ofNullable(byName.get(key(declared)));
  }

  /** What an answer in {@code charset} says in its own MSH-18, in the sender's words if known. */
  String answerName(String declared, Charset charset) {
    return find(declared).filter(charset::equals).isPresent()
        ? answers.get(key(declared))
        : charset.name().equals("GB18030") ? "GB 18030-2000" : "UNICODE UTF-8";
  }

  private static String key(String declared) {
    return declared.strip().toUpperCase(Locale.ROOT);
  }
}
