/** Terminology that FHIR R4 itself publishes, and code systems whose codes are computed. */
package org.xiangqiao.terminology.service.published;
