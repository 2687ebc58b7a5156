package org.xiangqiao.integration.insurance;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.run.Outcomes;
import org.xiangqiao.integration.insurance.state.BookingState;

/**
 * Counts what became of claims since the start of this node (结算结果累计): {@code
 * xiangqiao.insurance.outcomes} by institution, purpose and state. Counted when a claim comes to
 * rest, and when it becomes unknown. No personal data.
 */
public final class OutcomeMeters implements Outcomes {

  private final MeterRegistry registry;

  public OutcomeMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void left(InsuranceCase before, InsuranceCase left) {
    boolean rests = before.open() && !left.open();
    boolean lost = left.state() == BookingState.UNKNOWN && before.state() != BookingState.UNKNOWN;
    if (left.kind() == InsuranceCase.Kind.CLAIM && (rests || lost)) {
      Counter.builder("xiangqiao.insurance.outcomes")
          .description("Claims by what became of them")
          .tag("institution", left.institution())
          .tag("purpose", left.goal().purpose().name().toLowerCase(Locale.ROOT))
          .tag("state", left.state().code())
          .register(registry)
          .increment();
    }
  }
}
