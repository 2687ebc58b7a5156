package org.xiangqiao.server.validate;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
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
 * @param maxProfiles most profiles that one call may name; default 20
 * @param warm whether the definitions are loaded in the background as soon as the server is ready,
 *     and kept ready after changes; default true
 * @param renew how often a warm server looks for changed definitions; default 5 s
 */
@Validated
@ConfigurationProperties(prefix = "xiangqiao.validate", ignoreUnknownFields = false)
record ValidateSettings(
    @Min(1) @Max(1000) @DefaultValue("8") int counties,
    @Min(1) @Max(100) @DefaultValue("4") int idle,
    @Min(1) @Max(100000) @DefaultValue("500") int maxIssues,
    @Min(1) @Max(200) @DefaultValue("20") int maxProfiles,
    @DefaultValue("true") boolean warm,
    @NotNull @DefaultValue("5s") Duration renew) {}
