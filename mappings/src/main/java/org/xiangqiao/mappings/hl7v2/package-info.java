/**
 * HL7 v2.4 to v2.5.1 messages of township EMRs (ADT^A04, A08, A31 and VXU^V04) into FHIR
 * transaction Bundles, and the acknowledgements (ACK with MSA and ERR) back.
 */
package org.xiangqiao.mappings.hl7v2;
