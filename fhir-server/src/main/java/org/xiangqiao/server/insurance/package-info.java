/**
 * The insurance bridge's operations (医保结算): register a visit, hand a claim in, take it back.
 * Offered only where institutions are configured.
 */
package org.xiangqiao.server.insurance;
