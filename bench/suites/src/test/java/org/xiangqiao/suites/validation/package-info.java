/**
 * The compiled validator beside HL7's: over HL7's own cases, all R4 examples, our examples, Synthea
 * and mutations. Verdicts that differ without a clause that decides fail.
 */
package org.xiangqiao.suites.validation;
