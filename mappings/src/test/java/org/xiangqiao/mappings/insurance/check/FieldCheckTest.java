package org.xiangqiao.mappings.insurance.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xiangqiao.mappings.insurance.Dictionaries;
import org.xiangqiao.mappings.insurance.Direction;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.profile.ProfileReader;
import org.xiangqiao.mappings.insurance.profile.ProvinceProfile;
import org.xiangqiao.terminology.CodeTables;
import org.xiangqiao.terminology.CsvResource;

class FieldCheckTest {

  private static final TransactionTable TABLE = TransactionTable.load();
  private static final Dictionaries SHIPPED = Dictionaries.shipped(CodeTables.load());
  private static final ProvinceProfile USUAL =
      new ProfileReader(TABLE).shipped("transport-one-url");

  @Test
  void aRegistrationThatIsCompletePasses() {
    assertThat(check(USUAL, SHIPPED, registration())).isEmpty();
  }

  @Test
  void aMissingFieldRefusesAndNamesTheElement() {
    FieldFinding finding = check(USUAL, SHIPPED, registration("caty", null)).get(0);

    assertThat(finding.refuses()).isTrue();
    assertThat(finding.problem().place()).isEqualTo("2201.data.caty");
    assertThat(finding.element()).isEqualTo("Encounter.serviceType.coding");
    assertThat(finding.problem().text(Locale.CHINESE)).isEqualTo("缺少科别（caty）。");
    assertThat(finding.problem().text(Locale.ENGLISH)).contains("科别 (caty) is missing");
    assertThat(finding.problem().remedy(Locale.CHINESE)).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "begntime, 2026-11-22, insurance.field.time",
    "begntime, 2026-02-30 10:00:00, insurance.field.time",
    "mdtrt_cert_type, 0123, insurance.field.length"
  })
  void aWrongFormRefuses(String key, String value, String rule) {
    List<FieldFinding> findings =
        check(USUAL, SHIPPED, registration(key, value)).stream()
            .filter(FieldFinding::refuses)
            .toList();

    assertThat(findings).extracting(finding -> finding.problem().rule()).containsExactly(rule);
  }

  @Test
  void aDictionaryRefusesOnlyWhenItWasLoaded() {
    Payload unknown = registration("insutype", "777");

    assertThat(check(USUAL, SHIPPED, unknown))
        .extracting(FieldFinding::refuses)
        .containsExactly(false);
    assertThat(check(USUAL, SHIPPED.loaded("insutype", Map.of("390", "居民")), unknown))
        .extracting(FieldFinding::refuses)
        .containsExactly(true);
  }

  @Test
  void theProvinceOverridesEach() {
    Payload input = registration("caty", null);

    assertThat(check(province("2201.data.caty: {required: false}"), SHIPPED, input)).isEmpty();
    assertThat(check(province("2201.data.caty: {onBreak: ignore}"), SHIPPED, input)).isEmpty();
    assertThat(check(province("2201.data.caty: {onBreak: warn}"), SHIPPED, input))
        .extracting(FieldFinding::refuses)
        .containsExactly(false);
    assertThat(check(province("2201.data.dr_name: {size: 2}"), SHIPPED, registration()))
        .extracting(FieldFinding::refuses)
        .containsExactly(true);
  }

  @Test
  void whatIsNotSureWarns() {
    Row cancel =
        Row.builder()
            .put("setl_id", "S1")
            .put("mdtrt_id", "M1")
            .put("psn_no", "1")
            .put("exp_content", "x".repeat(4001))
            .build();

    assertThat(
            new FieldCheck(TABLE, SHIPPED, USUAL, FhirElements.load())
                .check("2208", Payload.of("data", cancel)))
        .extracting(FieldFinding::refuses)
        .containsExactly(false);
  }

  @Test
  void digitsAreCountedAsTheInterfaceHasThem() {
    Row line =
        Row.builder()
            .put("feedetl_sn", "1")
            .put("cnt", new BigDecimal("1.23456"))
            .put("pric", "twelve")
            .put("det_item_fee_sumamt", new BigDecimal("1.2000000"))
            .build();

    assertThat(
            new FieldCheck(TABLE, SHIPPED, USUAL, FhirElements.load())
                .check("2204", Payload.of("feedetail", List.of(Row.empty(), line))).stream()
                    .filter(
                        finding -> !finding.problem().rule().equals("insurance.field.required")))
        .extracting(
            finding -> finding.problem().place() + " " + finding.problem().rule(),
            FieldFinding::element)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "2204.feedetail[1].cnt insurance.field.digits", "Claim.item[1].quantity"),
            org.assertj.core.groups.Tuple.tuple(
                "2204.feedetail[1].pric insurance.field.number", "Claim.item[1].unitPrice"));
  }

  @Test
  void aNumberBeyondAllAmountsIsNone() {
    Row line =
        Row.builder()
            .put("cnt", new BigDecimal("1e999999999"))
            .put("pric", new BigDecimal("1e-999999999"))
            .build();

    assertThat(line.text("cnt").orElseThrow()).hasSizeLessThan(20);
    assertThat(
            new FieldCheck(TABLE, SHIPPED, USUAL, FhirElements.load())
                .check("2204", Payload.of("feedetail", List.of(line))))
        .filteredOn(FieldFinding::refuses)
        .extracting(finding -> finding.problem().place() + " " + finding.problem().rule())
        .contains(
            "2204.feedetail[0].cnt insurance.field.number",
            "2204.feedetail[0].pric insurance.field.number");
  }

  @Test
  void noFindingHoldsAValue() {
    Payload input = registration("psn_no", "990101195803120211".repeat(3));

    assertThat(check(USUAL, SHIPPED, input).toString()).doesNotContain("990101195803120211");
  }

  @Test
  void everyElementBelongsToAFieldThatExists() {
    for (Map<String, String> row : CsvResource.rows(FhirElements.class, "elements.csv")) {
      for (String infno : row.get("infno").split(" ")) {
        assertThat(
                TABLE
                    .transaction(infno)
                    .node(Direction.IN, row.get("node"))
                    .flatMap(node -> node.field(row.get("key"))))
            .as(infno + " " + row)
            .isPresent();
      }
    }
  }

  private static List<FieldFinding> check(
      ProvinceProfile profile, Dictionaries dictionaries, Payload input) {
    return new FieldCheck(TABLE, dictionaries, profile, FhirElements.load()).check("2201", input);
  }

  private static ProvinceProfile province(String field) {
    return new ProfileReader(TABLE)
        .read(
            """
            name: county
            transport: {url: '{base}'}
            receiver: {system: S, version: V}
            fields: {\
            """
                + field
                + "}");
  }

  private static Payload registration(String... change) {
    Row.Builder row = Row.builder();
    Map<String, String> values =
        new java.util.LinkedHashMap<>(
            Map.ofEntries(
                Map.entry("psn_no", "99010100000000012345"),
                Map.entry("insutype", "390"),
                Map.entry("begntime", "2026-11-22 09:40:00"),
                Map.entry("mdtrt_cert_type", "02"),
                Map.entry("mdtrt_cert_no", "990101195803120211"),
                Map.entry("ipt_otp_no", "MZ1"),
                Map.entry("atddr_no", "D990101000001"),
                Map.entry("dr_name", "李医生"),
                Map.entry("dept_code", "A03"),
                Map.entry("dept_name", "内科"),
                Map.entry("caty", "A03")));
    if (change.length == 2) {
      values.put(change[0], change[1]);
    }
    values.forEach(row::put);
    return Payload.of("data", row.build());
  }
}
