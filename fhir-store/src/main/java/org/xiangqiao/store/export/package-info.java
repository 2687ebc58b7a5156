/**
 * Reads everything of a type, row by row from a database cursor, for bulk export (批量导出): what was
 * committed, by row id, so that a reader who stops goes on where it was. HL7 Bulk Data Access 2.0.
 */
package org.xiangqiao.store.export;
