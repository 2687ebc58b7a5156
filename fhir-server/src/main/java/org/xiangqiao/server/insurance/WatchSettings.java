package org.xiangqiao.server.insurance;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When certificates are told to end.
 *
 * @param soonDays days before the end that warnings begin
 * @param urgentDays days before the end that they become errors, and health says so
 */
@ConfigurationProperties("xiangqiao.insurance.watch")
record WatchSettings(@DefaultValue("30") int soonDays, @DefaultValue("7") int urgentDays) {}
