package org.xiangqiao.mappings.insurance;

import java.util.Map;
import java.util.Optional;

/**
 * A dictionary (字典) of the platform.
 *
 * @param loaded whether it came from the platform itself (1901): only then it may refuse
 * @param meanings Chinese meaning by code
 */
public record Dictionary(String name, boolean loaded, Map<String, String> meanings) {

  public Dictionary {
    meanings = Map.copyOf(meanings);
  }

  public boolean has(String code) {
    return meanings.containsKey(code);
  }

  public Optional<String> meaning(String code) {
    return Optional.ofNullable(meanings.get(code));
  }
}
