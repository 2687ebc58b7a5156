/**
 * What a bill would cost, by a county's dated parameters (待遇测算), while the platform cannot be
 * asked: never booked, never stored, and called an estimate wherever it is shown.
 */
package org.xiangqiao.integration.insurance.estimate;
