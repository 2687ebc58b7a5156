package org.xiangqiao.server.validate;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code xiangqiao.validate.*}.
 *
 * @param counties sets of definitions kept ready; counties without own definitions share one;
 *     default 8
 * @param idle validators kept for the next calls, for each set; default 4
 * @param maxIssues most issues of one answer; default 500
 */
@Validated
@ConfigurationProperties(prefix = "xiangqiao.validate", ignoreUnknownFields = false)
record ValidateSettings(
    @Min(1) @Max(1000) @DefaultValue("8") int counties,
    @Min(1) @Max(100) @DefaultValue("4") int idle,
    @Min(1) @Max(100000) @DefaultValue("500") int maxIssues) {}
