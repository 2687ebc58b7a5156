package org.xiangqiao.server.observability;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When health turns red, {@code xiangqiao.health.*}.
 *
 * @param bridgeLag age of the oldest waiting message at which a bridge counts as lagging; shown as
 *     status LAGGING, which does not make readiness fail
 */
@ConfigurationProperties("xiangqiao.health")
public record ObservabilitySettings(@DefaultValue("1h") Duration bridgeLag) {}
