/**
 * Bulk export (批量导出): {@code $export} of the system, of all residents or of a Group, as HL7 Bulk
 * Data Access 2.0 has it. A job is a row that any node may work on; its files grow slice by slice,
 * each slice on the disk before its position is committed, so that whoever goes on after a crash
 * writes nothing twice and leaves nothing out.
 */
package org.xiangqiao.server.export;
