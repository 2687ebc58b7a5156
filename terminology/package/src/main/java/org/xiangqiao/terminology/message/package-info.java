/**
 * What validation finds, in words that a clerk (录入人员) understands: the element by its Chinese name,
 * the rule, the shape of the value but never the value, and the remedy, in Chinese and English.
 */
package org.xiangqiao.terminology.message;
