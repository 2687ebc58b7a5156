/**
 * What an operation has to say beside its answer: issues with HL7's message ids and tx-issue-types,
 * and refusals.
 */
package org.xiangqiao.terminology.service.issue;
