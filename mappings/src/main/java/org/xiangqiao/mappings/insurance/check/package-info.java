/**
 * What is looked at before a message leaves: required fields, lengths, digits, dates, dictionaries.
 * Only what is sure refuses.
 */
package org.xiangqiao.mappings.insurance.check;
