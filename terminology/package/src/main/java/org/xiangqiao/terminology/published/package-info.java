/** The definitions that FHIR R4 itself publishes, read one by one as they are asked for. */
package org.xiangqiao.terminology.published;
