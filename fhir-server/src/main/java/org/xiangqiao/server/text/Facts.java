package org.xiangqiao.server.text;

import java.util.HashMap;
import java.util.Map;

/** What a generation notes of itself, as it lies in the index. */
final class Facts {

  static final String DATABASE = "database";

  private final Map<String, String> facts;

  Facts(Map<String, String> facts) {
    this.facts = new HashMap<>(facts);
  }

  boolean isOf(String database) {
    return database.equals(facts.get(DATABASE));
  }

  long done(String order) {
    return Long.parseLong(facts.getOrDefault(order, "0"));
  }

  void add(Map<String, String> more) {
    facts.putAll(more);
  }

  void remove(String name) {
    facts.remove(name);
  }

  Map<String, String> all() {
    return Map.copyOf(facts);
  }
}
