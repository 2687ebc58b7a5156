package org.xiangqiao.mappings.insurance.profile;

import java.time.Duration;

/**
 * How long to wait for the platform.
 *
 * @param query for an answer to a question
 * @param step for an answer to a step that changes its books
 * @param settle before a lost answer is looked for
 */
public record TimeLimits(Duration connect, Duration query, Duration step, Duration settle) {}
