/**
 * Audit by the platform (明细审核): where a province has 3101 and 3102, bills are asked about before
 * their charges go up and before they are settled; each hit is kept as a DetectedIssue.
 */
package org.xiangqiao.integration.insurance.audit;
