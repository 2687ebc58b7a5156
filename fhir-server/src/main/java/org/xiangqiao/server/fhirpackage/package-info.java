/**
 * The FHIR package that this release ships: offered for download in NPM form, and installed among
 * the definitions for all counties (tenant 0) beside the first requests after a start.
 */
package org.xiangqiao.server.fhirpackage;
