/**
 * Random and mutated requests over real connections against the whole server. {@link
 * org.xiangqiao.suites.fuzz.Requests} makes them from a seed, {@link
 * org.xiangqiao.suites.fuzz.Connection} sends them byte by byte, {@link
 * org.xiangqiao.suites.fuzz.Verdict} judges the answers.
 */
package org.xiangqiao.suites.fuzz;
