/** The RESTful interactions of R4 http.html, one class each, for every resource type. */
package org.xiangqiao.server.rest.interaction;
