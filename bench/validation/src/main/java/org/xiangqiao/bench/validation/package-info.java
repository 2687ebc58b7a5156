/**
 * How fast writes are checked: the compiled validator beside HL7's in one run, transactions with
 * checks beside those without, what compiling and keeping profiles costs, and how soon hostile
 * resources are refused. See docs/performance/validation.md.
 */
package org.xiangqiao.bench.validation;
