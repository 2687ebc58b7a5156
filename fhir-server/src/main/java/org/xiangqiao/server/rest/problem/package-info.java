/**
 * What is wrong with a request, as values until the edge, and their one rendering as
 * OperationOutcome in Chinese and English.
 */
package org.xiangqiao.server.rest.problem;
