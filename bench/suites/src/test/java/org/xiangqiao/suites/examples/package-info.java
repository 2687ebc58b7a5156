/** The example resources of {@code fhir-examples}: stored, read back, searched, refused. */
package org.xiangqiao.suites.examples;
