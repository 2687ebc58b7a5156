/**
 * The audit trail (审计记录): who did what to which record, when, from where and with what outcome. A
 * write's records commit with it; a read is answered only after its record is durable. Readable as
 * AuditEvent.
 */
package org.xiangqiao.server.audit;
