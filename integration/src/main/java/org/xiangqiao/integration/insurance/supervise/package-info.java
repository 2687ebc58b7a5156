/**
 * Bills are checked before money moves (事前审核): what is known of the patient is read from the store,
 * the rules of {@code programmes} judge, and every hit is kept as a DetectedIssue.
 */
package org.xiangqiao.integration.insurance.supervise;
