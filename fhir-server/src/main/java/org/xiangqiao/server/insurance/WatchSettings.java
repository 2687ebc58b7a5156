package org.xiangqiao.server.insurance;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When certificates are told to end, and clocks to agree again.
 *
 * @param soonDays days before the end that warnings begin
 * @param urgentDays days before the end that they become errors, and health says so
 * @param clockQuiet how long no node may have seen a clock apart before its Task ends; longer than
 *     {@code every}
 */
@ConfigurationProperties("xiangqiao.insurance.watch")
record WatchSettings(
    @DefaultValue("30") int soonDays,
    @DefaultValue("7") int urgentDays,
    @DefaultValue("5m") Duration clockQuiet) {}
