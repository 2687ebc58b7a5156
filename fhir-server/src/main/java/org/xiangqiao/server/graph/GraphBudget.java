package org.xiangqiao.server.graph;

/** What one graph may still cost. */
final class GraphBudget {

  private final GraphSettings limits;
  private int lookups;
  private int resources;
  private long size;

  GraphBudget(GraphSettings limits) {
    this.limits = limits;
  }

  void lookup() {
    if (++lookups > limits.maxLookups()) {
      throw GraphFaults.tooCostly("graph-too-many-lookups", limits.maxLookups());
    }
  }

  /** Another resource, whether the answer will hold it or a rule leaves it out. */
  void resource(String json) {
    size += json.length();
    if (++resources > limits.maxResources()) {
      throw GraphFaults.tooCostly("graph-too-many-resources", limits.maxResources());
    }
    if (size > limits.maxSize().toBytes()) {
      throw GraphFaults.tooCostly("graph-too-large", limits.maxSize().toMegabytes());
    }
  }
}
