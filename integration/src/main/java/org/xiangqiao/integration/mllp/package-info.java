/**
 * The gateway for HL7 v2 over MLLP (Minimal Lower Layer Protocol, HL7 v2.5.1 appendix C): a frame
 * becomes a ledger row, then a FHIR transaction, and only then an acknowledgement. {@link
 * org.xiangqiao.integration.mllp.MllpInRoute} reads like that journey.
 */
package org.xiangqiao.integration.mllp;
