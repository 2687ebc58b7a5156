/**
 * {@code $validate} (R4 resource-operation-validate.html): HL7's validator with the base
 * definitions of R4 and those that the caller's county has posted, and a rehearsal of the write.
 */
package org.xiangqiao.server.validate;
