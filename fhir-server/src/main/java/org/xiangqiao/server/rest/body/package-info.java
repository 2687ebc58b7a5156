/** From the bytes of a request to a resource, strictly: limits, shape, and the place of errors. */
package org.xiangqiao.server.rest.body;
