package org.xiangqiao.store.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups codes as R4 observation-operation-lastn says: equal system and code are one; codings
 * beside each other in one concept are taken for equal, and equality is transitive; a text counts
 * where there is no coding, letter by letter.
 */
final class CodeGroups {

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, List<String>> keys = new HashMap<>();
  private final Map<String, String> parents = new HashMap<>();

  /**
   * @param concept CodeableConcept as JSON, or null
   */
  void add(String concept) {
    if (keys.containsKey(String.valueOf(concept))) {
      return;
    }
    List<String> own = read(concept);
    keys.put(String.valueOf(concept), own);
    String first = root(own.get(0));
    own.forEach(each -> parents.put(root(each), first));
  }

  /** Name of the group of a concept that was added. */
  String of(String concept) {
    return root(keys.get(String.valueOf(concept)).get(0));
  }

  private String root(String key) {
    String at = key;
    for (String parent = parents.get(at);
        parent != null && !parent.equals(at);
        parent = parents.get(at)) {
      at = parent;
    }
    return at;
  }

  private List<String> read(String concept) {
    JsonNode code = parse(concept);
    List<String> own = new ArrayList<>();
    for (JsonNode coding : code.path("coding")) {
      if (coding.hasNonNull("code")) {
        own.add("c" + coding.path("system").asText() + "|" + coding.get("code").asText());
      }
    }
    return own.isEmpty() ? List.of("t" + code.path("text").asText()) : own;
  }

  private JsonNode parse(String concept) {
    try {
      return concept == null ? json.nullNode() : json.readTree(concept);
    } catch (JsonProcessingException stored) {
      throw new IllegalStateException("a stored code is no JSON", stored);
    }
  }
}
