/** Reads the sources: FHIR R4's JSON structure written as YAML, one resource a file. */
package org.xiangqiao.terminology.builder.source;
