/**
 * FHIR packages (规范包) that a county, or an operator for all counties, installs beside the shipped
 * one: read with care, checked as a whole, kept version by version, listed and removed.
 */
package org.xiangqiao.server.fhirpackage.installed;
