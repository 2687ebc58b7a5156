/**
 * Runs a case step by step: notes, sends, notes again; and finds out what became of a lost answer.
 * No database connection is held while the platform is awaited.
 */
package org.xiangqiao.integration.insurance.run;
