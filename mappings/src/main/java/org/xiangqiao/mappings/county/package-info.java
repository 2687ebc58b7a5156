/**
 * The county immunization platform's (县级免疫规划平台) JSON, kept in its own records, and the pure mapping
 * from FHIR to it and back.
 */
package org.xiangqiao.mappings.county;
