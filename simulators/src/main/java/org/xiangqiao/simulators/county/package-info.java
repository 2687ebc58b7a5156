/**
 * The county immunization platform (县级免疫规划平台) as a partner sees it: takes messages, ignores those
 * it has, and fails on demand. A stand-in for demo, tests and bench only.
 */
package org.xiangqiao.simulators.county;
