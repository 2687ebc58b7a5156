package org.xiangqiao.mappings.insurance.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xiangqiao.mappings.hl7v2.GoldenFiles;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.catalogue.CatalogueDefinition;
import org.xiangqiao.mappings.insurance.catalogue.CatalogueMessages;
import org.xiangqiao.mappings.insurance.catalogue.CatalogueMessages.Code;
import org.xiangqiao.mappings.insurance.codes.ItemMappingMessages;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/** Pages of catalogues and dictionaries as they are read, as object and as text. */
class CatalogueAnswersTest {

  private static final List<CatalogueDefinition> CATALOGUES =
      CatalogueDefinition.of(TransactionTable.load());

  private final CatalogueMessages messages = new CatalogueMessages();

  @ParameterizedTest
  @CsvSource({"1304, false", "1304, true", "1312, false", "1312, true"})
  void aPageBecomesItsRows(String infno, boolean asText) {
    CatalogueDefinition catalogue = catalogue(infno);
    StringBuilder actual = new StringBuilder();
    for (Row row : messages.rows(AnswerFiles.output(infno, asText))) {
      actual
          .append(
              messages
                  .entry(catalogue, row)
                  .map(
                      entry ->
                          String.join(
                              "\t",
                              entry.code(),
                              entry.display(),
                              entry.valid() ? "valid" : "out of use",
                              entry.updated().toString(),
                              entry.fields().toString()))
                  .orElse("refused"))
          .append('\n');
    }

    String file = "insurance/catalogues/" + infno + ".txt";
    assertThat(actual.toString()).isEqualTo(GoldenFiles.expected(file, actual.toString()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDictionaryBecomesTheCodesInUse(boolean asText) {
    assertThat(
            messages.rows(AnswerFiles.output("1901", asText)).stream()
                .filter(messages::inUse)
                .map(row -> messages.code(row).orElseThrow()))
        .containsExactly(new Code("11", "普通门诊", "0"), new Code("13", "急诊", null));
    assertThat(messages.code(Row.builder().put("value", "11").build())).isEmpty();
  }

  @Test
  void whatIsMappedNoMoreIsWithdrawnPairByPair() {
    Payload input =
        new ItemMappingMessages()
            .withdraw(
                "H99010100001",
                List.of(new ItemMappingMessages.Item("L02", "名称", "C02", "101", Map.of())));

    assertThat(input.rows("data"))
        .containsExactly(
            Row.builder()
                .put("fixmedins_hilist_id", "L02")
                .put("fixmedins_code", "H99010100001")
                .put("list_type", "101")
                .put("med_list_codg", "C02")
                .build());
  }

  private static CatalogueDefinition catalogue(String infno) {
    return CATALOGUES.stream().filter(one -> one.infno().equals(infno)).findFirst().orElseThrow();
  }
}
