/**
 * The line to the insurance platform of one institution: message ids, sign-in, HTTP, circuit
 * breaker. Sends once and says truthfully what is known afterwards.
 */
package org.xiangqiao.integration.insurance.platform;
