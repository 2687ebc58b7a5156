/**
 * What one call of a terminology operation brings along: languages, rules on versions, switches,
 * and how it finds the code systems and value sets that it speaks of.
 */
package org.xiangqiao.terminology.service.call;
