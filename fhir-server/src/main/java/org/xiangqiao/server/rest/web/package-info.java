/** What surrounds every request: its id, its limits, its measurement and errors outside FHIR. */
package org.xiangqiao.server.rest.web;
