/** HL7's terminology ecosystem tests, run by HL7's own runner against the whole server. */
package org.xiangqiao.suites.terminology;
