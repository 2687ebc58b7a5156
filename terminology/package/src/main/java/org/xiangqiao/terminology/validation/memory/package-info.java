/** Definitions and codes in memory: those of R4 and of packages, for validation. */
package org.xiangqiao.terminology.validation.memory;
