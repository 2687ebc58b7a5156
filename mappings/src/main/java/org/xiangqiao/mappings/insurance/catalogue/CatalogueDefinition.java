package org.xiangqiao.mappings.insurance.catalogue;

import java.util.Arrays;
import java.util.List;
import org.xiangqiao.mappings.insurance.Direction;
import org.xiangqiao.mappings.insurance.Field;
import org.xiangqiao.mappings.insurance.Node;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.terminology.CsvResource;

/**
 * A catalogue that is asked for page by page (分页查询).
 *
 * @param infno number of the transaction
 * @param code key of the code
 * @param displays keys of names, the better one first
 * @param url of the CodeSystem that it becomes
 * @param keys of all fields of a row
 */
public record CatalogueDefinition(
    String infno,
    String node,
    String code,
    List<String> displays,
    String url,
    String title,
    List<String> keys) {

  public CatalogueDefinition {
    displays = List.copyOf(displays);
    keys = List.copyOf(keys);
  }

  /** Those whose fields are known: that ship, or that the operator completed. */
  public static List<CatalogueDefinition> of(TransactionTable table) {
    return CsvResource.rows(CatalogueDefinition.class, "catalogues.csv").stream()
        .filter(row -> paged(table, row.get("infno"), row.get("node"), row.get("code")))
        .map(
            row ->
                new CatalogueDefinition(
                    row.get("infno"),
                    row.get("node"),
                    row.get("code"),
                    Arrays.asList(row.get("display").split("\\|")),
                    row.get("url"),
                    row.get("title"),
                    node(table, row.get("infno"), Direction.OUT, row.get("node")).fields().stream()
                        .map(Field::key)
                        .toList()))
        .toList();
  }

  /** Whether it can be fetched once its fields are known. */
  public static boolean listed(String infno) {
    return CsvResource.rows(CatalogueDefinition.class, "catalogues.csv").stream()
        .anyMatch(row -> row.get("infno").equals(infno));
  }

  private static boolean paged(TransactionTable table, String infno, String node, String code) {
    return table
        .find(infno)
        .filter(
            known ->
                known
                    .node(Direction.IN, node)
                    .filter(in -> in.field("page_num").isPresent())
                    .isPresent())
        .flatMap(known -> known.node(Direction.OUT, node))
        .filter(out -> out.field(code).isPresent())
        .isPresent();
  }

  private static Node node(TransactionTable table, String infno, Direction direction, String name) {
    return table.transaction(infno).node(direction, name).orElseThrow();
  }
}
