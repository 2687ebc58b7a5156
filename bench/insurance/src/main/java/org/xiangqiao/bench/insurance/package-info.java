/**
 * What a settlement costs besides waiting for the platform, beside the floor of its commits, and
 * what many that wait cost everybody else. See docs/performance/insurance.md.
 */
package org.xiangqiao.bench.insurance;
