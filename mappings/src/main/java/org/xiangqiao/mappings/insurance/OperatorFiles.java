package org.xiangqiao.mappings.insurance;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.xiangqiao.mappings.ChineseText;
import org.xiangqiao.mappings.MappingProblem;

/**
 * Files that an operator completed from the documents of the bureau (交易字段补全): fields of
 * transactions of which no public source has any. Says everything that is wrong with them at once.
 */
public final class OperatorFiles {

  private static final String NODES = "nodes.csv";
  private static final List<String> COLUMNS =
      List.of(
          "infno",
          "direction",
          "node",
          "key",
          "name_zh",
          "type",
          "length",
          "required",
          "dictionary",
          "confirmed");

  /** Of nodes: why, for people. */
  private static final String BASIS = "basis";

  private static final List<String> NODE_COLUMNS =
      List.of("infno", "direction", "node", "cardinality", "parent");

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setCommentMarker('#')
          .setIgnoreEmptyLines(true)
          .setTrim(true)
          .get();

  /**
   * A file of the operator.
   *
   * @param name {@code <infno>.csv}, or {@code nodes.csv} for nodes with several rows
   */
  public record OperatorFile(String name, byte[] bytes) {

    /** Without what it holds. */
    @Override
    public String toString() {
      return "OperatorFile[" + name + "]";
    }
  }

  private final TransactionTable table;
  private final List<MappingProblem> problems = new ArrayList<>();
  private final List<Map<String, String>> rows = new ArrayList<>();
  private final List<Map<String, String>> nodes = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final NodeShapes shipped = TransactionTable.shapes();

  private OperatorFiles(TransactionTable table) {
    this.table = table;
  }

  /**
   * The table with what the files complete.
   *
   * @throws OperatorFileException with all that is wrong
   */
  public static TransactionTable complete(TransactionTable table, List<OperatorFile> files) {
    OperatorFiles read = new OperatorFiles(table);
    files.forEach(read::read);
    if (!read.problems.isEmpty()) {
      throw new OperatorFileException(read.problems);
    }
    return table.with(read.rows, read.nodes);
  }

  private void read(OperatorFile file) {
    boolean shapes = file.name().equals(NODES);
    List<String> columns = shapes ? NODE_COLUMNS : COLUMNS;
    try (CSVParser parser =
        CSVParser.parse(new StringReader(ChineseText.decoded(file.bytes())), FORMAT)) {
      List<String> missing =
          columns.stream().filter(column -> !parser.getHeaderNames().contains(column)).toList();
      List<String> unknown =
          parser.getHeaderNames().stream()
              .filter(column -> !columns.contains(column) && !column.equals(BASIS))
              .toList();
      if (!missing.isEmpty() || !unknown.isEmpty()) {
        add(
            file,
            1,
            "insurance.operator.columns",
            String.join(", ", missing),
            String.join(", ", unknown));
        return;
      }
      for (CSVRecord record : parser) {
        long line = parser.getCurrentLineNumber();
        if (!record.isConsistent()) {
          add(file, line, "insurance.operator.cells", columns.size());
        } else if (shapes) {
          shape(file, line, record.toMap());
        } else {
          field(file, line, record.toMap());
        }
      }
    } catch (CharacterCodingException
        | UncheckedIOException
        | IllegalStateException
        | IllegalArgumentException broken) {
      add(file, 1, "insurance.operator.csv");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void field(OperatorFile file, long line, Map<String, String> row) {
    String infno = row.get("infno");
    if (!file.name().equals(infno + ".csv")) {
      add(file, line, "insurance.operator.name", infno);
      return;
    }
    if (infno.equals(TransactionTable.ENVELOPE) || table.find(infno).isEmpty()) {
      add(file, line, "insurance.operator.unknown", infno);
      return;
    }
    Direction direction = direction(file, line, row);
    if (direction == null) {
      return;
    }
    if (!table.transaction(infno).nodes(direction).isEmpty()) {
      add(file, line, "insurance.operator.described", infno, row.get("direction"));
      return;
    }
    if (row.get("key").isEmpty()
        || !seen.add(infno + " " + direction + " " + row.get("node") + " " + row.get("key"))) {
      add(file, line, "insurance.operator.key", row.get("key"));
      return;
    }
    List<String> wrong = NodeRows.unusable(row);
    if (wrong.isEmpty()) {
      rows.add(row);
    } else {
      add(file, line, "insurance.operator.field", row.get("key"), String.join(", ", wrong));
    }
  }

  private void shape(OperatorFile file, long line, Map<String, String> row) {
    Direction direction = direction(file, line, row);
    if (direction == null) {
      return;
    }
    String infno = row.get("infno");
    if (table.find(infno).isEmpty()) {
      add(file, line, "insurance.operator.unknown", infno);
      return;
    }
    if (shipped.has(infno, direction, row.get("node"))
        || !seen.add("shape " + infno + " " + direction + " " + row.get("node"))) {
      add(file, line, "insurance.operator.shape-twice", row.get("node"));
      return;
    }
    try {
      NodeShapes.of(List.of(row));
      Map<String, String> known = new HashMap<>(row);
      known.keySet().retainAll(NODE_COLUMNS);
      nodes.add(known);
    } catch (IllegalStateException unusable) {
      add(file, line, "insurance.operator.shape", row.get("cardinality"));
    }
  }

  private Direction direction(OperatorFile file, long line, Map<String, String> row) {
    try {
      return NodeRows.direction(row.get("direction"));
    } catch (IllegalArgumentException other) {
      add(file, line, "insurance.operator.direction", row.get("direction"));
      return null;
    }
  }

  private void add(OperatorFile file, long line, String rule, Object... arguments) {
    problems.add(MappingProblem.of(file.name() + ":" + line, rule, arguments));
  }
}
