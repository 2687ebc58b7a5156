package org.xiangqiao.server.audit;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Period;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The audit trail, {@code xiangqiao.audit.*}.
 *
 * @param retention how long records are kept; at least six months (Cybersecurity Law, art. 21)
 * @param queue accesses that may wait for their audit at once
 * @param patience how long an access waits for its audit before it is refused
 * @param unawaited records of answers without residents' data that may be on their way while those
 *     answers leave; beyond that they wait, too
 * @param moveEvery pause between moves of arrived records into their months
 * @param moveBatch commits whose records are moved by one statement
 */
@Validated
@ConfigurationProperties("xiangqiao.audit")
public record AuditSettings(
    @DefaultValue("P12M") Period retention,
    @Min(100) @Max(1_000_000) @DefaultValue("10000") int queue,
    @DefaultValue("5s") Duration patience,
    @Min(0) @Max(100_000) @DefaultValue("1000") int unawaited,
    @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 10) @DefaultValue("2s")
        Duration moveEvery,
    @Min(1) @Max(100_000) @DefaultValue("500") int moveBatch) {

  @AssertTrue(message = "xiangqiao.audit.retention must be six months (P6M) or more")
  boolean isRetentionLongEnough() {
    return retention.toTotalMonths() >= 6;
  }
}
