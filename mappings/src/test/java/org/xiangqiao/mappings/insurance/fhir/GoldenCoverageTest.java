package org.xiangqiao.mappings.insurance.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xiangqiao.mappings.hl7v2.GoldenFiles;
import org.xiangqiao.mappings.insurance.Direction;
import org.xiangqiao.mappings.insurance.Transaction;
import org.xiangqiao.mappings.insurance.TransactionTable;

/** Each transaction with rows has golden files in both profiles, or is listed with the reason. */
class GoldenCoverageTest {

  private static final TransactionTable TABLE = TransactionTable.load();

  /** Not in this version, or nothing that the product does. */
  private static final Map<String, String> NOT_SENT =
      Map.of(
          "not supported: accident filings, clearing, stock", //
          "3203 3204 3501 3501A 3502 3503 3504 3505 3506 3507",
          "drug stores and stock, later additions without a name", //
          "3508 3509 3510 3511 3512 3513 3607 4105",
          "master data of departments, persons, institutions", //
          "1201 3401 3401A 3402 3403 5102",
          "clinical documents and the older settlement list", //
          "4101 4102 4103 4104 4401 4402 4501 4502 4503 4504 4505 4701",
          "downloads and queries that nothing asks", //
          "1316 1317 1318 1319 5202 5205 5302 5304 9002",
          "filings of fixed institutions; a region's own statements", //
          "2505 2506 3211 3212");

  @ParameterizedTest
  @ValueSource(strings = {"transport-path-per-transaction", "transport-one-url"})
  void eachRequestHasItsFile(String profile) {
    Set<String> files =
        GoldenFiles.names("insurance/requests", ".txt")
            .filter(name -> name.startsWith(profile + "-"))
            .map(name -> name.substring(profile.length() + 1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(files).isEqualTo(due(Direction.IN));
  }

  @Test
  void eachAnswerWithRowsHasItsFile() {
    assertThat(answers()).isEqualTo(due(Direction.OUT));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void eachAnswerIsReadAsObjectAndAsText(String infno) {
    for (boolean asText : new boolean[] {false, true}) {
      var output = AnswerFiles.output(infno, asText);
      assertThat(TABLE.transaction(infno).nodes(Direction.OUT))
          .anySatisfy(node -> assertThat(output.rows(node.name())).isNotEmpty());
    }
  }

  @Test
  void listedTransactionsExist() {
    assertThat(numbers(NOT_SENT)).allMatch(infno -> TABLE.find(infno).isPresent());
  }

  static Set<String> answers() {
    return GoldenFiles.names("insurance/answers", ".json")
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> due(Direction direction) {
    Predicate<Transaction> rows = transaction -> !transaction.nodes(direction).isEmpty();
    Set<String> due =
        TABLE.all().stream()
            .filter(rows)
            .map(Transaction::infno)
            .filter(infno -> !infno.equals(TransactionTable.ENVELOPE))
            .collect(Collectors.toCollection(TreeSet::new));
    due.removeAll(numbers(NOT_SENT));
    return due;
  }

  private static Set<String> numbers(Map<String, String> lists) {
    return lists.values().stream()
        .flatMap(list -> Set.of(list.split(" ")).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
