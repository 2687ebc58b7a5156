package org.xiangqiao.mappings.insurance.profile;

import java.time.Duration;

/**
 * How long to wait for the platform, and how far its clock may be from ours.
 *
 * @param query for an answer to a question
 * @param step for an answer to a step that changes its books
 * @param settle before a lost answer is looked for
 * @param clock that the platform's clock may differ from ours
 */
public record TimeLimits(
    Duration connect, Duration query, Duration step, Duration settle, Duration clock) {}
