package org.xiangqiao.server.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import org.xiangqiao.server.rest.problem.FaultException;

class GraphBudgetTest {

  private final GraphBudget budget =
      new GraphBudget(new GraphSettings(1, 1, 2, 3, DataSize.ofBytes(100)));

  @Test
  void endsWithTheLastLookup() {
    budget.lookup();
    budget.lookup();
    refused(budget::lookup, "graph-too-many-lookups");
  }

  @Test
  void endsWithTheLastResource() {
    for (int i = 0; i < 3; i++) {
      budget.resource("{}");
    }
    refused(() -> budget.resource("{}"), "graph-too-many-resources");
  }

  @Test
  void endsWithTheLastByte() {
    budget.resource("x".repeat(100));
    refused(() -> budget.resource("x"), "graph-too-large");
  }

  private static void refused(Runnable step, String rule) {
    assertThatThrownBy(step::run)
        .isInstanceOfSatisfying(
            FaultException.class,
            fault -> assertThat(fault.faults().get(0).rule()).isEqualTo(rule));
  }
}
