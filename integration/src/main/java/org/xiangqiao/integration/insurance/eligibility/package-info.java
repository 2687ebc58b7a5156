/**
 * Who is insured (参保查询): the platform is asked for a person's insurances and benefits, and its
 * answer kept as Coverage and CoverageEligibilityResponse.
 */
package org.xiangqiao.integration.insurance.eligibility;
