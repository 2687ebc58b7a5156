/**
 * Operations over whole records: everything of a resident, the last observations, the labels of a
 * resource, a document of a Composition.
 */
package org.xiangqiao.server.record;
