package org.xiangqiao.mappings.insurance;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.xiangqiao.terminology.CodeTable;
import org.xiangqiao.terminology.CodeTables;

/**
 * The platform's dictionaries (字典): those of public implementations that the terminology package
 * has as tables {@code insurance-*}, and those that were loaded from the platform (1901).
 */
public final class Dictionaries {

  private static final String PREFIX = "insurance-";

  private final Map<String, Dictionary> byName;

  private Dictionaries(Map<String, Dictionary> byName) {
    this.byName = Map.copyOf(byName);
  }

  /** Those that ship: none counts as loaded. */
  public static Dictionaries shipped(CodeTables tables) {
    Map<String, Dictionary> dictionaries = new HashMap<>();
    for (CodeTable table : tables.all()) {
      if (table.name().startsWith(PREFIX)) {
        Dictionary dictionary = shipped(table);
        dictionaries.put(dictionary.name(), dictionary);
      }
    }
    return new Dictionaries(dictionaries);
  }

  /** With the codes that the platform answered, in place of those that are here. */
  public Dictionaries loaded(String name, Map<String, String> meanings) {
    Map<String, Dictionary> dictionaries = new HashMap<>(byName);
    dictionaries.put(name, new Dictionary(name, true, meanings));
    return new Dictionaries(dictionaries);
  }

  public Optional<Dictionary> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  private static Dictionary shipped(CodeTable table) {
    return new Dictionary(
        table.name().substring(PREFIX.length()).replace('-', '_'),
        false,
        table.concepts().stream()
            .collect(Collectors.toMap(CodeTable.Concept::code, CodeTable.Concept::display)));
  }
}
