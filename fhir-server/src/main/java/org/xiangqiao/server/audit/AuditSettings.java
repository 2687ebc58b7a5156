package org.xiangqiao.server.audit;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The audit trail, {@code xiangqiao.audit.*}.
 *
 * @param retention how long records are kept; at least six months (Cybersecurity Law, art. 21)
 * @param queue accesses that may wait for their audit at once
 * @param patience how long an access waits for its audit before it is refused
 */
@Validated
@ConfigurationProperties("xiangqiao.audit")
public record AuditSettings(
    @DefaultValue("P12M") Period retention,
    @Min(100) @Max(1_000_000) @DefaultValue("10000") int queue,
    @DefaultValue("5s") Duration patience) {

  @AssertTrue(message = "xiangqiao.audit.retention must be six months (P6M) or more")
  boolean isRetentionLongEnough() {
    return retention.toTotalMonths() >= 6;
  }
}
