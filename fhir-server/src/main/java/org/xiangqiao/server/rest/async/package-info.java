/**
 * Requests that are answered later (R4 async.html): taken with 202, worked on beside the HTTP
 * request, their answers kept in the database until they are fetched or expire.
 */
package org.xiangqiao.server.rest.async;
