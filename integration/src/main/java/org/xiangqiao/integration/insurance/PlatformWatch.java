package org.xiangqiao.integration.insurance;

import java.util.Map;
import org.xiangqiao.integration.insurance.platform.ClockWatch;
import org.xiangqiao.integration.insurance.trust.Certificates;

/**
 * What of the lines to the platforms can go wrong with time (到期与时钟监控).
 *
 * @param clocks by institution
 */
public record PlatformWatch(Certificates certificates, Map<String, ClockWatch> clocks) {}
