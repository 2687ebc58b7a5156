package org.xiangqiao.mappings.insurance.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.insurance.FieldSize;
import org.xiangqiao.mappings.insurance.Requirement;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.profile.Audit.OnHit;
import org.xiangqiao.mappings.insurance.profile.Audit.OnSilence;

class ProfileReaderTest {

  private static final TransactionTable TABLE = TransactionTable.load();

  private static final String LEAST =
      """
      name: county
      transport:
        url: '{base}/hgs/{infno}'
      receiver: {system: FSI_LOCAL, version: V1.0}
      """;

  private final ProfileReader reader = new ProfileReader(TABLE);

  @Test
  void twoProfilesShipThatDifferInTransport() {
    ProvinceProfile paths = reader.shipped("transport-path-per-transaction");
    ProvinceProfile one = reader.shipped("transport-one-url");

    assertThat(paths.url("https://h", TABLE.transaction("2204")))
        .isEqualTo("https://h/fsi/api/outpatientDocInfoService/outpatientFeeListUp");
    assertThat(paths.url("https://h", TABLE.transaction("2207")))
        .isEqualTo("https://h/fsi/api/outpatientSettleService/saveSettletmentA");
    assertThat(paths.infno("2207")).isEqualTo("2207A");
    assertThat(paths.operation("2207A")).isEqualTo("2207");
    assertThat(one.url("https://h", TABLE.transaction("2207")))
        .isEqualTo("https://h/fsi/api/rsfComIfsService/callService");
    assertThat(one.format().inputAsText()).isTrue();
    assertThat(one.amounts().accountInFunds()).isTrue();
    assertThat(one.infno("2207")).isEqualTo("2207");
  }

  @Test
  void patientsOfOtherDistrictsSettleWhereTheProfileNamesThem() {
    ProvinceProfile closed = reader.read(LEAST);
    assertThat(closed.settles("990101", "990101")).isTrue();
    assertThat(closed.settles("990101", "990102")).isFalse();

    ProvinceProfile city = reader.read(LEAST + "crossDistrict: {districts: ['9901', '990203']}\n");
    assertThat(city.settles("990101", "990102")).isTrue();
    assertThat(city.settles("990101", "990203")).isTrue();
    assertThat(city.settles("990101", "990202")).isFalse();
  }

  @Test
  void patientsOfOtherDistrictsHaveAClearingOffice() {
    ProvinceProfile city =
        reader.read(
            LEAST
                + "crossDistrict: {districts: ['99'], offices: {'9901': '990100', '990102':"
                + " '990199'}}\n");
    assertThat(city.office("990101", "990103")).contains("990100");
    assertThat(city.office("990101", "990102")).contains("990199");
    assertThat(city.office("990101", "990203")).isEmpty();
    assertThat(city.office("990101", "990101")).isEmpty();
    assertThat(city.office("990101", null)).isEmpty();
  }

  @Test
  void auditsAreAskedForWhereTheProfileNamesThem() {
    ProvinceProfile county =
        reader.read(
            LEAST
                + """
                audits:
                  '3101': {values: {syscode: HIS}}
                  '3102': {within: PT2S, hit: refuse, silence: refuse, values: {syscode: HIS, medins_lv: '03'}}
                """);

    assertThat(county.audit("3101"))
        .contains(
            new Audit(Duration.ofSeconds(5), OnHit.WARN, OnSilence.PASS, Map.of("syscode", "HIS")));
    assertThat(county.audit("3102"))
        .contains(
            new Audit(
                Duration.ofSeconds(2),
                OnHit.REFUSE,
                OnSilence.REFUSE,
                Map.of("syscode", "HIS", "medins_lv", "03")));
    assertThat(reader.read(LEAST).audit("3101")).isEmpty();
  }

  @Test
  void aThirdIsAddedWithoutJava() {
    ProvinceProfile county =
        reader.read(
            LEAST
                + """
                fields:
                  ENVELOPE..fixmedins_code: {size: 30}
                  2204.feedetail.rxno: {required: true, onBreak: warn}
                refusals: [人员未参保]
                limits: {step: PT180S}
                batches: {lines: 80}
                signing: {algorithm: SM2, text: '{input}{timestamp}', answers: {text: '{output}'}}
                """);

    assertThat(county.url("https://h", TABLE.transaction("2208"))).isEqualTo("https://h/hgs/2208");
    assertThat(county.field("ENVELOPE", "", "fixmedins_code").flatMap(FieldRule::fieldSize))
        .contains(new FieldSize(30, 0));
    assertThat(county.field("2204", "feedetail", "rxno").flatMap(FieldRule::requirement))
        .contains(Requirement.YES);
    assertThat(county.limits().step()).isEqualTo(Duration.ofMinutes(3));
    assertThat(county.batches()).isEqualTo(new BatchLimits(80, BatchLimits.USUAL.bytes()));
    assertThat(county.refusedBeforeBooking("交易失败：人员未参保[390]")).isTrue();
    assertThat(county.refusedBeforeBooking("系统繁忙")).isFalse();
    assertThat(county.refusedBeforeBooking(null)).isFalse();
    assertThat(county.sign().orElseThrow().text().fill(Map.of("input", "b", "timestamp", "1")))
        .isEqualTo("b1");
  }

  @Test
  void headersCarryTheSignature() {
    String signature = TifSignature.of("1766368803", "token", "nonce");

    assertThat(signature).matches("[0-9a-f]{64}");
    assertThat(
            reader
                .shipped("transport-path-per-transaction")
                .headers(
                    Map.of(
                        "paasid",
                        "p",
                        "timestamp",
                        "1766368803",
                        "nonce",
                        "nonce",
                        "signature",
                        signature)))
        .containsExactly(
            Map.entry("x-tif-paasid", "p"),
            Map.entry("x-tif-timestamp", "1766368803"),
            Map.entry("x-tif-nonce", "nonce"),
            Map.entry("x-tif-signature", signature));
  }

  @Test
  void theSignatureIsSha256OfTimestampTokenNonceTimestamp() {
    // SHA-256 of the empty text, as FIPS 180-4 examples have it.
    assertThat(TifSignature.of("", "", ""))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(TifSignature.of("", "abc", ""))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "colour: red|colour|insurance.profile.key-unknown",
        "audits: {3103: {}}|audits.3103|insurance.profile.key-unknown",
        "audits: {3101: {}}|audits.3101.values.syscode|insurance.profile.missing",
        "audits: {3101: {values: {syscode: A, x: y}}}|audits.3101.values.x|insurance.profile.field-unknown",
        "variants: {'9999': 9999A}|variants.9999|insurance.profile.transaction-unknown",
        "nodes: {2204.lines: x}|nodes.2204.lines|insurance.profile.node-unknown",
        "fields: {2204.feedetail.x: {size: 1}}|fields.2204.feedetail.x|insurance.profile.field-unknown",
        "batches: {lines: 0}|batches.lines|insurance.profile.no-count",
        "batches: {bytes: many}|batches.bytes|insurance.profile.no-count",
        "fields: {2204.feedetail.cnt: {size: much}}|fields.2204.feedetail.cnt.size|insurance.profile.no-size",
        "fields: {2204.feedetail.cnt: {onBreak: cry}}|fields.2204.feedetail.cnt.onBreak|insurance.profile.word-unknown",
        "limits: {step: 3 minutes}|limits.step|insurance.profile.no-duration",
        "limits: {step: PT-1S}|limits.step|insurance.profile.no-duration",
        "amounts: {tolerance: '5'}|amounts.tolerance|insurance.profile.no-tolerance",
        "inputAsText: perhaps|inputAsText|insurance.profile.no-flag",
        "signing: {algorithm: MD5, text: '{input}'}|signing.algorithm|insurance.profile.word-unknown",
        "signing: {algorithm: SM3, text: '{body}'}|signing.text|insurance.profile.signs-itself",
        "signing: {algorithm: SM3, text: '{secret}'}|signing.text|insurance.profile.place-unknown",
        "signing: {algorithm: SM2, place: header, text: '{body}'}|signing.place|insurance.profile.signature-elsewhere",
        "signing: {algorithm: SM2, text: '{input}', answers: {text: '{body}'}}|signing.answers.text|insurance.profile.place-unknown",
        "limits: soon|limits|insurance.profile.no-section",
        "refusals: 人员未参保|refusals|insurance.profile.no-list",
        "refusals: [{a: b}]|refusals|insurance.profile.no-list",
        "variants: {'2206': 2207A, '2207': 2207A}|variants.|insurance.profile.variant-twice"
      })
  void whatIsWrongIsSaidWithItsPlaceInBothLanguages(String line, String place, String rule) {
    MappingProblem problem = problems(LEAST + line).get(0);

    assertThat(problem.place()).isEqualTo(place);
    assertThat(problem.rule()).isEqualTo(rule);
    assertThat(problem.text(Locale.CHINESE)).isNotEqualTo(rule).doesNotContain("{0}");
    assertThat(problem.text(Locale.ENGLISH)).isNotEqualTo(rule).doesNotContain("{0}");
  }

  @Test
  void aSignatureInAHeaderNeedsOne() {
    String headers = LEAST.replace("/hgs/{infno}'", "/hgs/{infno}'\n  headers: {x-ca: '{signed}'}");

    assertThat(problems(headers))
        .extracting(MappingProblem::rule)
        .containsExactly("insurance.profile.header-without-signing");
    assertThat(
            reader
                .read(
                    headers
                        + "signing: {algorithm: HMAC-SM3, place: header, text: '{body}',"
                        + " encoding: hex}")
                .sign()
                .orElseThrow()
                .type())
        .isEqualTo("SM3");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    assertThat(problems("transport: {url: '{host}/x'}"))
        .extracting(MappingProblem::place)
        .containsExactlyInAnyOrder("receiver.system", "receiver.version", "name", "transport.url");
    assertThat(problems(LEAST + "name: another"))
        .extracting(MappingProblem::rule)
        .containsExactly("insurance.profile.no-yaml");
    assertThat(problems("a: ["))
        .extracting(MappingProblem::rule)
        .containsExactly("insurance.profile.no-yaml");
  }

  @Test
  void aPathThatIsNotSureIsAskedFor() {
    ProvinceProfile county = reader.read(LEAST.replace("/hgs/{infno}", "{path}"));

    assertThatThrownBy(() -> county.url("https://h", TABLE.transaction("2207A")))
        .hasMessageContaining("no path for 2207A");
  }

  private List<MappingProblem> problems(String yaml) {
    return catchThrowableOfType(ProfileException.class, () -> reader.read(yaml)).problems();
  }
}
