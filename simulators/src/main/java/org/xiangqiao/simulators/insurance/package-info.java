/**
 * The insurance platform (医保信息平台) as a health centre sees it through the interface (两定接口): it
 * registers, prices, settles, cancels, reverses and reconciles, and fails on demand at every point.
 * Its own ledger is the judge of what was booked. A stand-in for demo, tests and bench only.
 */
package org.xiangqiao.simulators.insurance;
