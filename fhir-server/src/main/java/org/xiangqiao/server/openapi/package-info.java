/**
 * The API as an OpenAPI 3 document, made of the CapabilityStatement and the shapes of operations,
 * and a page to browse and try it.
 */
package org.xiangqiao.server.openapi;
