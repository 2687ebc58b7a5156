package org.xiangqiao.server.observability;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When health turns red, {@code xiangqiao.health.*}.
 *
 * @param bridgeLag age of the oldest waiting message at which a bridge counts as lagging; shown in
 *     {@code /actuator/health}, not part of readiness: a partner that is down must not take this
 *     server out of service
 */
@ConfigurationProperties("xiangqiao.health")
public record ObservabilitySettings(@DefaultValue("1h") Duration bridgeLag) {}
