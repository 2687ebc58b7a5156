package org.xiangqiao.mappings.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xiangqiao.terminology.CsvResource;

class TransactionTableTest {

  private static final TransactionTable TABLE = TransactionTable.load();

  @Test
  void holdsNodesAndFieldsWithWhatIsSureOfThem() {
    Transaction settle = TABLE.transaction("2207");

    assertThat(settle.nameZh()).isEqualTo("门诊结算");
    assertThat(settle.effect()).isEqualTo(Effect.MONEY);
    assertThat(settle.reversible()).isTrue();
    Node detail = settle.node(Direction.OUT, "setldetail").orElseThrow();
    assertThat(detail.cardinality()).isEqualTo(Cardinality.ARRAY);
    Field total =
        settle
            .node(Direction.IN, "data")
            .flatMap(node -> node.field("medfee_sumamt"))
            .orElseThrow();
    assertThat(total)
        .isEqualTo(
            new Field(
                "medfee_sumamt",
                "医疗费总额",
                FieldType.NUMBER,
                new FieldSize(16, 2),
                Requirement.YES,
                null,
                new Confirmation(4, false)));
  }

  @Test
  void aShapeFromElsewhereIsNotSure() {
    Field more =
        TABLE
            .transaction("2208")
            .node(Direction.IN, "data")
            .flatMap(node -> node.field("exp_content"))
            .orElseThrow();

    assertThat(more.confirmation().enough()).isTrue();
    assertThat(more.confirmation().shapeEnough()).isFalse();
  }

  @Test
  void theEnvelopeIsATableToo() {
    Node envelope = TABLE.envelope().node(Direction.IN, "").orElseThrow();

    assertThat(envelope.cardinality()).isEqualTo(Cardinality.ROOT);
    assertThat(envelope.field("infno").orElseThrow().size()).isEqualTo(new FieldSize(6, 0));
    assertThat(TABLE.all()).extracting(Transaction::infno).doesNotContain("ENVELOPE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1101", "2201", "2202", "2203A", "2204", "2205", "2206", "2207", "2208", "2301", "2302",
        "2303", "2304", "2305", "2401", "2402", "2404", "2405", "2601", "3201", "3202", "5203",
        "9001"
      })
  void whatTheBridgeNeedsIsDocumented(String infno) {
    Transaction transaction = TABLE.transaction(infno);

    assertThat(transaction.documented()).isTrue();
    assertThat(transaction.nameZh()).isNotBlank();
    assertThat(transaction.nameEn()).isNotBlank();
    assertThat(transaction.nodes(Direction.IN)).isNotEmpty();
  }

  @Test
  void eachTransactionWithoutFieldsHasAFileToComplete() {
    List<String> toComplete =
        CsvResource.rows(TransactionTable.class, "operator/transactions.csv").stream()
            .map(row -> row.get("infno"))
            .toList();

    assertThat(TABLE.all().stream().filter(t -> !t.documented()).map(Transaction::infno))
        .containsExactlyInAnyOrderElementsOf(toComplete)
        .contains("1301", "2206A", "2207A", "2304A", "5204", "5303");
    for (String infno : toComplete) {
      assertThat(CsvResource.rows(TransactionTable.class, "operator/" + infno + ".csv")).isEmpty();
    }
  }

  @Test
  void everyListedNodeExists() {
    for (Map<String, String> row : CsvResource.rows(TransactionTable.class, "nodes.csv")) {
      Transaction transaction = TABLE.transaction(row.get("infno"));
      Direction direction = NodeRows.direction(row.get("direction"));
      assertThat(transaction.node(direction, row.get("node"))).as(row.toString()).isPresent();
      if (!row.get("parent").isEmpty()) {
        assertThat(transaction.node(direction, row.get("parent"))).as(row.toString()).isPresent();
      }
    }
  }

  @Test
  void eachAnswerWithoutFieldsHasAFileToComplete() {
    List<String> answers =
        CsvResource.rows(TransactionTable.class, "operator/answers.csv").stream()
            .map(row -> row.get("infno"))
            .toList();

    assertThat(answers).contains("5201", "5203", "5206", "5304");
    for (String infno : answers) {
      assertThat(TABLE.transaction(infno).nodes(Direction.IN)).as(infno).isNotEmpty();
      assertThat(TABLE.transaction(infno).nodes(Direction.OUT)).as(infno).isEmpty();
      assertThat(CsvResource.rows(TransactionTable.class, "operator/" + infno + ".csv")).isEmpty();
    }
  }

  @Test
  void reversalCoversWhatItsSourcesList() {
    assertThat(TABLE.all().stream().filter(Transaction::reversible).map(Transaction::infno))
        .containsExactlyInAnyOrder("2102", "2103", "2207", "2208", "2304", "2304A", "2305", "2401");
  }
}
