/** The CapabilityStatement at {@code /fhir/metadata}: only what this server really does. */
package org.xiangqiao.server.rest.capability;
