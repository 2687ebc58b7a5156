package org.xiangqiao.mappings.insurance.codes;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xiangqiao.mappings.MappingProblem;

/** One row of a table of codes, and what is wrong with it. */
final class CodeRowCheck {

  private static final Pattern DATE =
      Pattern.compile("([0-9]{4})[-/.年]?([0-9]{1,2})[-/.月]?([0-9]{1,2})日?");

  private final CodeColumns.Found header;

  CodeRowCheck(CodeColumns.Found header) {
    this.header = header;
  }

  /** The row as far as it can be read. */
  CodeMapping row(long number, List<String> cells, List<RowProblem> wrong) {
    Map<String, String> values = new LinkedHashMap<>();
    for (CodeColumns.Column column : List.copyOf(header.places().keySet())) {
      int place = header.places().get(column);
      String cell = place < cells.size() ? cells.get(place).strip() : "";
      if (!cell.isEmpty()) {
        values.put(column.field(), value(number, column, cell, wrong));
      } else if (column.field().equals(CodeColumns.LOCAL)
          || column.field().equals(CodeColumns.NATIONAL)) {
        wrong.add(problem(number, column, "insurance.codes.missing"));
      }
    }
    if (used(cells) > header.headers().size()) {
      wrong.add(
          new RowProblem(
              number, "", MappingProblem.of("", "insurance.codes.cells", header.headers().size())));
    }
    String local = values.remove(CodeColumns.LOCAL);
    String localName = values.remove(CodeColumns.LOCAL_NAME);
    String national = values.remove(CodeColumns.NATIONAL);
    String nationalName = values.remove(CodeColumns.NATIONAL_NAME);
    return new CodeMapping(local, localName, national, nationalName, values);
  }

  RowProblem problem(long number, String field, String rule, Object... arguments) {
    CodeColumns.Column column =
        header.places().keySet().stream()
            .filter(each -> each.field().equals(field))
            .findFirst()
            .orElseThrow();
    return problem(number, column, rule, arguments);
  }

  private RowProblem problem(
      long number, CodeColumns.Column column, String rule, Object... arguments) {
    List<Object> all = new ArrayList<>();
    all.add(header.header(column));
    all.addAll(List.of(arguments));
    return new RowProblem(
        number, header.header(column), new MappingProblem(header.header(column), rule, all));
  }

  private String value(
      long number, CodeColumns.Column column, String cell, List<RowProblem> wrong) {
    if (cell.codePoints().anyMatch(Character::isISOControl)) {
      wrong.add(problem(number, column, "insurance.codes.control"));
    } else if (column.form().equals("date")) {
      String day = date(cell);
      if (day == null) {
        wrong.add(problem(number, column, "insurance.codes.date"));
      }
      return day == null ? cell : day;
    } else if (cell.codePointCount(0, cell.length()) > column.longest()) {
      wrong.add(problem(number, column, "insurance.codes.length", column.longest()));
    }
    return cell;
  }

  /** As the platform writes it; null when it is none. */
  private static String date(String cell) {
    Matcher parts = DATE.matcher(cell);
    if (!parts.matches()) {
      return null;
    }
    try {
      return LocalDate.of(
              Integer.parseInt(parts.group(1)),
              Integer.parseInt(parts.group(2)),
              Integer.parseInt(parts.group(3)))
          .toString();
    } catch (DateTimeException none) {
      return null;
    }
  }

  private static int used(List<String> cells) {
    int used = cells.size();
    while (used > 0 && cells.get(used - 1).isBlank()) {
      used--;
    }
    return used;
  }
}
