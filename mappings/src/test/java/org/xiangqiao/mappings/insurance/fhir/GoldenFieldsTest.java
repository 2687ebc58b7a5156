package org.xiangqiao.mappings.insurance.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xiangqiao.mappings.hl7v2.GoldenFiles;
import org.xiangqiao.mappings.insurance.Cardinality;
import org.xiangqiao.mappings.insurance.Direction;
import org.xiangqiao.mappings.insurance.Field;
import org.xiangqiao.mappings.insurance.Node;
import org.xiangqiao.mappings.insurance.Requirement;
import org.xiangqiao.mappings.insurance.TransactionTable;

/**
 * Golden files hold what the table of transactions holds, and nothing that was made up: nodes and
 * whether they are lists, keys, types, lengths, required fields.
 */
class GoldenFieldsTest {

  private static final TransactionTable TABLE = TransactionTable.load();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Other forms that are kept, because platforms send them and they must be read. */
  private static final Set<String> OTHER_FORMS =
      Set.of(
          "1304.data.updt_time form", // the day with a time
          "1901.list.sort type"); // a number as number

  /** Catalogue pages leave fields out on purpose, as the platform does with old rows. */
  private static final Set<String> SPARSE = Set.of("1304", "1312", "1901");

  /** Not required when what is looked for is a lost one: README of the table. */
  private static final Set<String> CONDITIONAL = Set.of("5203.data.setl_id required");

  /** Seen nowhere, so nothing fills them but the audit values of a profile: docs, checks. */
  private static final String AUDIT = "3101.fsi_";

  /** Printed with 20 characters in 3101, 30 in 3102 and 50 elsewhere. */
  private static final Set<String> LONGER = Set.of("3101.fsi_order_dtos.hilist_code length");

  static Stream<String> requests() {
    return GoldenFiles.names("insurance/requests", ".txt");
  }

  static Stream<String> answers() {
    return GoldenFiles.names("insurance/answers", ".json");
  }

  @ParameterizedTest
  @MethodSource("requests")
  void aRequestHoldsTheTablesFields(String file) throws IOException {
    String text =
        new String(
            GoldenFiles.bytes("insurance/requests/" + file + ".txt"), StandardCharsets.UTF_8);
    JsonNode input = JSON.readTree(text.substring(text.indexOf('\n'))).path("input");
    List<String> wrong =
        wrong(
            file.substring(file.lastIndexOf('-') + 1),
            Direction.IN,
            input.isTextual() ? JSON.readTree(input.asText()) : input);
    wrong.removeAll(CONDITIONAL);
    wrong.removeAll(LONGER);
    wrong.removeIf(one -> one.startsWith(AUDIT) && one.endsWith(" required"));
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswerHoldsTheTablesFields(String infno) throws IOException {
    JsonNode output =
        JSON.readTree(GoldenFiles.bytes("insurance/answers/" + infno + ".json")).path("output");
    List<String> wrong = wrong(infno, Direction.OUT, output);
    wrong.removeAll(OTHER_FORMS);
    wrong.removeIf(one -> SPARSE.contains(infno) && one.endsWith(" required"));
    assertThat(wrong).isEmpty();
  }

  private static List<String> wrong(String infno, Direction direction, JsonNode part) {
    List<String> wrong = new ArrayList<>();
    Node root = TABLE.transaction(infno).node(direction, "").orElse(null);
    if (root != null) {
      row(infno, direction, root, part, wrong);
      return wrong;
    }
    part.properties()
        .forEach(
            one ->
                TABLE
                    .transaction(infno)
                    .node(direction, one.getKey())
                    .filter(node -> node.parent() == null)
                    .ifPresentOrElse(
                        node -> rows(infno, direction, node, one.getValue(), wrong),
                        () -> wrong.add(infno + "." + one.getKey() + " no such node")));
    return wrong;
  }

  private static void rows(
      String infno, Direction direction, Node node, JsonNode rows, List<String> wrong) {
    if (rows.isArray() != (node.cardinality() == Cardinality.ARRAY)) {
      wrong.add(infno + "." + node.name() + " list or not");
    }
    for (JsonNode row : rows.isArray() ? rows : List.of(rows)) {
      row(infno, direction, node, row, wrong);
    }
  }

  private static void row(
      String infno, Direction direction, Node node, JsonNode row, List<String> wrong) {
    for (Field field : node.fields()) {
      JsonNode value = row.path(field.key());
      if (field.required() == Requirement.YES
          && field.confirmation().enough()
          && (value.isMissingNode() || value.isNull() || value.asText("x").isEmpty())) {
        wrong.add(infno + "." + node.name() + "." + field.key() + " required");
      }
    }
    row.properties()
        .forEach(
            one -> {
              String place = infno + "." + node.name() + "." + one.getKey();
              Node nested =
                  TABLE
                      .transaction(infno)
                      .node(direction, one.getKey())
                      .filter(inner -> node.name().equals(inner.parent()))
                      .orElse(null);
              Field field = node.field(one.getKey()).orElse(null);
              if (nested != null) {
                rows(infno, direction, nested, one.getValue(), wrong);
              } else if (field == null) {
                wrong.add(place + " no such field");
              } else if (!one.getValue().isNull()) {
                form(field, place, direction, one.getValue(), wrong);
              }
            });
  }

  /** In answers numbers may be texts: some gateways send them so. */
  private static void form(
      Field field, String place, Direction direction, JsonNode value, List<String> wrong) {
    String text = value.asText();
    switch (field.type()) {
      case STRING -> {
        if (!value.isTextual()) {
          wrong.add(place + " type");
        }
        if (field.size().known() && text.length() > field.size().length()) {
          wrong.add(place + " length");
        }
      }
      case NUMBER -> {
        if (direction == Direction.IN && !value.isNumber()
            || !text.matches("-?[0-9]+([.][0-9]+)?")) {
          wrong.add(place + " type");
        } else if (field.size().known()
            && value.decimalValue().stripTrailingZeros().scale() > field.size().scale()) {
          wrong.add(place + " scale");
        }
      }
      case DATE -> {
        if (!text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
          wrong.add(place + " form");
        }
      }
      case DATETIME -> {
        if (!text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")) {
          wrong.add(place + " form");
        }
      }
      default -> wrong.add(place + " unknown type");
    }
  }
}
