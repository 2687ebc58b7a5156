package org.xiangqiao.server.store;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Times of searches, {@code xiangqiao.search.*}.
 *
 * @param slow searches that take at least this long are logged, without values; default 1 s
 * @param countLimit how long {@code _total=accurate} may count before it is refused; default 10 s
 */
@Validated
@ConfigurationProperties(prefix = "xiangqiao.search", ignoreUnknownFields = false)
public record SearchProperties(
    @NotNull @DurationMin @DurationMax(days = 1) @DefaultValue("1s") Duration slow,
    @NotNull @DurationMin(seconds = 1) @DurationMax(hours = 1) @DefaultValue("10s")
        Duration countLimit) {}
