/** HL7's patch cases. */
package org.xiangqiao.suites.patch;
