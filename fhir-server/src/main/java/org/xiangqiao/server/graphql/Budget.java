package org.xiangqiao.server.graphql;

/** What one query may still cost: the engine fetches one by one and would go on without end. */
final class Budget {

  private final GraphqlSettings limits;
  private final long characters;
  private int lookups;
  private int resources;
  private long used;

  /**
   * @param repetition how often the text of a resource may come back
   */
  Budget(GraphqlSettings limits, long repetition) {
    this.limits = limits;
    this.characters = limits.maxSize().toBytes() / Math.max(1, repetition);
  }

  void lookup() {
    if (++lookups > limits.maxLookups()) {
      throw GraphqlFaults.tooCostly("graphql-too-many-lookups", limits.maxLookups());
    }
  }

  /** Each time a resource is given to the engine, even if it was read before. */
  void resource(int size) {
    used += size;
    if (++resources > limits.maxResources()) {
      throw GraphqlFaults.tooCostly("graphql-too-many-resources", limits.maxResources());
    }
    if (used > characters) {
      throw GraphqlFaults.tooCostly("graphql-too-large", limits.maxSize().toMegabytes());
    }
  }
}
