/**
 * A township's EMR that does not exist: residents, families, a working day, and an MLLP client that
 * sends it as HL7 v2. The same seed gives the same bytes.
 */
package org.xiangqiao.simulators.emr;
