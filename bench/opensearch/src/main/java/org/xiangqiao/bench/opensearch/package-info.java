/**
 * An OpenSearch node from its published artifacts, for tests and measurements of text indexes that
 * several servers share. No part of the product, and always a process of its own.
 */
package org.xiangqiao.bench.opensearch;
