/** The FHIR engine as beans of the application: its settings, its context, its participants. */
package org.xiangqiao.server.store;
