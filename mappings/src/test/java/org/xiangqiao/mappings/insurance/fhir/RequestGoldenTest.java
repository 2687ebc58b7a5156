package org.xiangqiao.mappings.insurance.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Condition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xiangqiao.mappings.hl7v2.GoldenFiles;
import org.xiangqiao.mappings.insurance.Dictionaries;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.catalogue.CatalogueMessages;
import org.xiangqiao.mappings.insurance.check.FhirElements;
import org.xiangqiao.mappings.insurance.check.FieldCheck;
import org.xiangqiao.mappings.insurance.check.FieldFinding;
import org.xiangqiao.mappings.insurance.codes.ItemMappingMessages;
import org.xiangqiao.mappings.insurance.envelope.Device;
import org.xiangqiao.mappings.insurance.envelope.Districts;
import org.xiangqiao.mappings.insurance.envelope.Institution;
import org.xiangqiao.mappings.insurance.envelope.InsuranceRequest;
import org.xiangqiao.mappings.insurance.envelope.MessageId;
import org.xiangqiao.mappings.insurance.envelope.MessageSignature;
import org.xiangqiao.mappings.insurance.envelope.Operator;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.RequestJson;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.profile.ProfileReader;
import org.xiangqiao.mappings.insurance.profile.ProvinceProfile;
import org.xiangqiao.mappings.insurance.statement.StatementMessages;
import org.xiangqiao.mappings.insurance.statement.Sums;
import org.xiangqiao.terminology.CodeTables;

/** Each request in both shipped profiles, from the same resources. */
class RequestGoldenTest {

  private static final JsonMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final TransactionTable TABLE = TransactionTable.load();
  private static final ProfileReader PROFILES = new ProfileReader(TABLE);
  private static final Set<String> PATHLESS =
      Set.of("2501", "2502", "2503", "2504", "3302", "5201");

  /** Sent before the person's district is known, or about nobody. */
  private static final Set<String> PERSONLESS =
      Set.of(
          "1101", "1304", "1312", "1901", "3201", "3202", "3301", "3302", "9001", "9101", "9102");

  private static final MessageId MESSAGE =
      MessageId.of("H99010100001", LocalDateTime.of(2026, 11, 22, 10, 0, 3), 17);

  static Stream<Arguments> requests() {
    return Stream.of("transport-path-per-transaction", "transport-one-url")
        .flatMap(
            profile ->
                inputs().entrySet().stream()
                    .map(input -> Arguments.of(profile, input.getKey(), input.getValue())));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("requests")
  void becomesTheProvincesMessage(String name, String operation, Payload input) throws Exception {
    ProvinceProfile profile = PROFILES.shipped(name);
    RequestJson json = new RequestJson(TABLE, profile.format());
    InsuranceRequest request = request(profile, operation, input);
    byte[] bytes = json.write(request);

    String actual =
        "POST "
            + address(profile, operation)
            + "\n"
            + EXACT.writerWithDefaultPrettyPrinter().writeValueAsString(EXACT.readTree(bytes))
            + "\n";
    String file = "insurance/requests/" + name + "-" + operation + ".txt";
    assertThat(actual).isEqualTo(GoldenFiles.expected(file, actual));
    assertThat(json.read(bytes)).isEqualTo(request);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("requests")
  void isComplete(String name, String operation, Payload input) {
    FieldCheck check =
        new FieldCheck(
            TABLE,
            Dictionaries.shipped(CodeTables.load()),
            PROFILES.shipped(name),
            FhirElements.load());

    assertThat(check.check(operation, input)).filteredOn(FieldFinding::refuses).isEmpty();
  }

  /**
   * No list that is known gives a path for the filings, 3302 and 5201: the operator names it in the
   * profile.
   */
  private static String address(ProvinceProfile profile, String operation) {
    if (PATHLESS.contains(operation) && profile.name().equals("transport-path-per-transaction")) {
      assertThatThrownBy(() -> profile.url("", TABLE.transaction(operation)))
          .hasMessageContaining("names no path for " + operation);
      return "(path of the operator)";
    }
    return profile.url("https://platform.example", TABLE.transaction(operation));
  }

  private static Map<String, Payload> inputs() {
    VisitNumbers visit = VisitNumbers.of(Sample.visit(), Sample.coverage());
    VisitNumbers stay = VisitNumbers.of(Sample.stay(), Sample.coverage());
    PartSums parts = PartSums.of(AnswerFiles.output("2204", false).rows("result"));
    VisitMessages visits = new VisitMessages();
    ChargeMessages charges = new ChargeMessages();
    SettlementMessages settlements = new SettlementMessages();
    StayMessages stays = new StayMessages();
    LookupMessages lookups = new LookupMessages();
    Credential card = Sample.CREDENTIAL;
    Map<String, Payload> inputs = new LinkedHashMap<>();
    inputs.putAll(catalogues());
    inputs.put("1101", visits.person(card, Sample.patient(), Sample.BEGIN));
    BenefitMessages benefits = new BenefitMessages();
    Row insurance = AnswerFiles.output("1101", false).row("insuinfo");
    inputs.put(
        "2001",
        benefits.entitlement(
            Sample.benefits(), visit.person(), insurance, "H99010100001", Sample.BEGIN));
    inputs.put("2201", visits.register(Sample.visit(), visit, card));
    inputs.put("2202", visits.undo(Sample.visit(), visit));
    inputs.put("2203A", visits.information(Sample.visit(), Sample.bill(), List.of(), visit));
    inputs.put("2204", charges.outpatient(Sample.bill(), visit));
    inputs.put("2205", charges.withdrawOutpatient(visit, ChargeMessages.ALL));
    inputs.put("2206", settlements.quote(Sample.bill(), visit, card));
    inputs.put("2207", settlements.settle(Sample.bill(), visit, card, parts));
    inputs.put("2208", settlements.cancel(visit, "S9901010000017"));
    inputs.put("2301", charges.inpatient(Sample.stayBill(), Sample.stayBill().getItem(), stay));
    inputs.put("2302", charges.withdrawInpatient(stay, ChargeMessages.ALL));
    inputs.put("2303", settlements.quoteStay(Sample.stayBill(), Sample.stay(), stay, card, parts));
    inputs.put("2304", settlements.settleStay(Sample.stayBill(), Sample.stay(), stay, card, parts));
    inputs.put("2305", settlements.cancel(stay, "S9901010000031"));
    Claim admission = Admission.of(Sample.stay());
    List<Condition> diagnosed = List.of(Sample.condition());
    inputs.put("2401", stays.admit(Sample.stay(), admission, diagnosed, stay, card));
    inputs.put("2402", stays.discharge(Sample.stay(), Sample.stayBill(), List.of(), stay));
    inputs.put("2403", stays.change(Sample.stay(), admission, diagnosed, stay, card));
    inputs.put("2404", stays.undo(stay));
    inputs.put("2405", stays.undo(stay));
    FilingMessages filings = new FilingMessages();
    inputs.put(
        "2501", filings.refer(Sample.referral(), Sample.coverage(), Sample.patient(), List.of()));
    inputs.put("2502", filings.cancel("T9901010000017", Sample.coverage()));
    inputs.put(
        "2503", filings.fileDisease(Sample.diseaseFiling(), Sample.coverage(), Sample.patient()));
    inputs.put("2504", filings.cancel("T9901010000018", Sample.coverage()));
    inputs.put("5301", filings.diseases(Sample.coverage()));
    inputs.put("3101", audit(false));
    inputs.put("3102", audit(true));
    inputs.put("2601", lookups.reverse(visit.person(), MESSAGE, "2207"));
    inputs.put("3201", lookups.totals(totals()));
    Sums sums =
        new Sums(
            1,
            new BigDecimal("47.2"),
            new BigDecimal("21.74"),
            BigDecimal.ZERO,
            new BigDecimal("25.46"));
    StatementMessages.PlacedFile placed = new StatementMessages.PlacedFile("F990101001", "day.zip");
    inputs.put(
        "9101",
        StatementMessages.upload(
            "H99010100001", "day.zip", "day".getBytes(StandardCharsets.UTF_8)));
    inputs.put("9102", StatementMessages.download("H99010100001", placed));
    inputs.put(
        "3202",
        StatementMessages.details(LocalDate.of(2026, 11, 22), "11", "990101", sums, placed));
    inputs.put(
        "4101A",
        new SettlementListMessages(TABLE)
            .upload(Sample.listedStay(), Sample.listForm(), Sample.NOW));
    inputs.put("5201", VisitQuery.of(Sample.visit(), visit.person(), Sample.bill()));
    inputs.put("5203", lookups.settlement(visit, null));
    inputs.put("5206", benefits.accumulated(visit.person()));
    inputs.put("5301", benefits.diseases(visit.person()));
    inputs.put("9001", lookups.signIn("S01", "00-00-5E-00-53-01", "192.0.2.17"));
    return inputs;
  }

  /** A visit before its charges are up, and a stay before its settlement. */
  private static Payload audit(boolean stay) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("syscode", "HIS");
    values.put("trig_scen", "1");
    values.put("medins_type", "1");
    values.put("medins_lv", "03");
    values.put("long_drord_flag", "0");
    values.put("setl_totlnum", "1");
    values.put("ownpay_amt", "0");
    Institution institution = new Institution("H99010100001", "青山乡卫生院");
    return stay
        ? new AuditMessages(
                new AuditedBill(
                    Sample.patient(),
                    Sample.stay(),
                    Sample.stayBill(),
                    Sample.coverage(),
                    List.of(),
                    institution,
                    "990101"),
                "M9901010000031",
                AnswerFiles.output("2301", false).rows("result"),
                values)
            .ask()
        : new AuditMessages(
                new AuditedBill(
                    Sample.patient(),
                    Sample.visit(),
                    Sample.orderedBill(),
                    Sample.coverage(),
                    List.of(Sample.condition()),
                    institution,
                    "990101"),
                "M9901010000017",
                List.of(),
                values)
            .ask();
  }

  private static Map<String, Payload> catalogues() {
    CatalogueMessages catalogues = new CatalogueMessages();
    Map<String, String> more = new LinkedHashMap<>();
    more.put("begndate", "2026-01-01");
    more.put("spec", "0.25g*24");
    ItemMappingMessages.Item item =
        new ItemMappingMessages.Item("L02", "阿莫西林胶囊", "XJ01CAA040E001010803", "101", more);
    ItemMappingMessages.Item bare =
        new ItemMappingMessages.Item("L03", null, "001102000010000", "201", Map.of());
    return Map.of(
        "1304", catalogues.page(LocalDate.of(2026, 11, 1), 1, 100),
        "1312", catalogues.page(LocalDate.of(2026, 11, 1), 2, 100),
        "1901", catalogues.dictionary("med_type", "0", "990101", LocalDate.of(2026, 11, 22)),
        "3301", new ItemMappingMessages().upload(List.of(item, bare)),
        "3302", new ItemMappingMessages().withdraw("H99010100001", List.of(item, bare)));
  }

  private static LookupMessages.Totals totals() {
    return new LookupMessages.Totals(
        "390",
        "11",
        "990101",
        LocalDate.of(2026, 11, 22),
        LocalDate.of(2026, 11, 22),
        new BigDecimal("47.2"),
        new BigDecimal("21.74"),
        BigDecimal.ZERO,
        1);
  }

  private static InsuranceRequest request(
      ProvinceProfile profile, String operation, Payload input) {
    return new InsuranceRequest(
        profile.infno(operation),
        MESSAGE,
        LocalDateTime.of(2026, 11, 22, 10, 0, 3),
        new Districts("990101", PERSONLESS.contains(operation) ? null : "990102"),
        profile.receiver(),
        new Institution("H99010100001", "青山乡卫生院"),
        new Operator("1", "S01", "孙收费", operation.equals("9001") ? null : "990101G000000000001"),
        Device.NONE,
        MessageSignature.NONE,
        profile.more(),
        input);
  }
}
