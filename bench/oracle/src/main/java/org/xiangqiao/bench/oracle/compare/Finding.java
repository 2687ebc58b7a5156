package org.xiangqiao.bench.oracle.compare;

import java.util.List;

/**
 * The judgement of one case.
 *
 * @param request as people read it
 * @param details lines for people: what either server said, the first ids that differ
 */
public record Finding(String feature, String request, Verdict verdict, List<String> details) {}
