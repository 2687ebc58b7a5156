package org.xiangqiao.terminology.service.load;

import java.util.List;

/**
 * Why a row is refused.
 *
 * @param row of the file, from 1, the header counted
 * @param place its column or element; null for the row as a whole
 * @param rule key of the texts
 */
public record RowProblem(long row, String place, String rule, List<String> arguments) {

  public RowProblem {
    arguments = Printable.of(arguments);
  }

  static RowProblem of(long row, String place, String rule, Object... arguments) {
    return new RowProblem(
        row, place, rule, java.util.Arrays.stream(arguments).map(String::valueOf).toList());
  }
}
