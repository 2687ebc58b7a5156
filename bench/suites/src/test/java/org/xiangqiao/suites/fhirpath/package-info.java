/** HL7's FHIRPath cases against the engine and the compiled paths of the index. */
package org.xiangqiao.suites.fhirpath;
