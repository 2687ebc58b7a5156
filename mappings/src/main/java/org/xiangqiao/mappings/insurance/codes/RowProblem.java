package org.xiangqiao.mappings.insurance.codes;

import org.xiangqiao.mappings.MappingProblem;

/**
 * Why a row of a table was refused.
 *
 * @param row from 1, the header counted
 * @param column as the file names it; empty for the row as a whole
 */
public record RowProblem(long row, String column, MappingProblem problem) {}
