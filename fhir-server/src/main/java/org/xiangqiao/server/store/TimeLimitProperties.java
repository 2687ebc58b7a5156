package org.xiangqiao.server.store;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.xiangqiao.store.database.TimeLimits;

/**
 * How long the database may work or wait, {@code xiangqiao.store.time-limits.*}; 100 ms to one day.
 *
 * @param read a statement that reads, and any outside of the store's writes; default 30 s
 * @param write a statement of a write; default 60 s
 * @param lock one wait for other writers; default 30 s
 * @param idle an open transaction in which nothing happens; default 60 s
 */
public record TimeLimitProperties(
    @DurationMin(millis = 100) @DurationMax(days = 1) @DefaultValue("30s") Duration read,
    @DurationMin(millis = 100) @DurationMax(days = 1) @DefaultValue("60s") Duration write,
    @DurationMin(millis = 100) @DurationMax(days = 1) @DefaultValue("30s") Duration lock,
    @DurationMin(millis = 100) @DurationMax(days = 1) @DefaultValue("60s") Duration idle) {

  TimeLimits settings() {
    return new TimeLimits(read, write, lock, idle);
  }
}
