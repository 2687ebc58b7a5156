/** The Spring Boot application: FHIR REST, security, audit, admin, operations of the product. */
package org.xiangqiao.server;
