/**
 * An institution's own codes (院内编码) of items, doctors, departments and diagnoses, and the national
 * codes (国家医保编码) that they stand for: read from a table, kept as a ConceptMap, put where a message
 * needs them.
 */
package org.xiangqiao.mappings.insurance.codes;
