/**
 * Loading resources in bulk ({@code $import}, 批量导入): newline-delimited JSON from files, allowed
 * servers or uploads, in batches through the ordinary write path. A job's position commits with the
 * rows, so that it goes on exactly there on whichever node is left.
 */
package org.xiangqiao.server.bulkimport;
