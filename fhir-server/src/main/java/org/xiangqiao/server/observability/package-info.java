/**
 * What operators see: health of the parts that a record passes through, for liveness and readiness.
 * Meters live with what they measure.
 */
package org.xiangqiao.server.observability;
