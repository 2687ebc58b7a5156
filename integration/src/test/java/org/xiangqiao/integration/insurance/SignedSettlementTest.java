package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xiangqiao.integration.insurance.InsuranceNode.Access;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.trust.SigningSettings;
import org.xiangqiao.integration.insurance.trust.Trust;
import org.xiangqiao.integration.insurance.trust.UnusableKeyException;
import org.xiangqiao.integration.insurance.trust.WatchedCertificate.Use;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.profile.ProfileReader;
import org.xiangqiao.programmes.benefit.BenefitPlanFile;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.simulators.insurance.PlatformSettings;
import org.xiangqiao.simulators.insurance.PlatformSignatures;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.TestPostgres;

/** Settlements over a platform that verifies each signature, and signs its answers. */
class SignedSettlementTest {

  private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");
  private static final String SM2 =
      """
      signing:
        algorithm: SM2
        text: '{input}{msgid}'
        answers: {text: '{output}'}
      """;

  private final Sm2Keys centre = Sm2Keys.sm2(LATER);
  private final Sm2Keys office = Sm2Keys.sm2(LATER);
  @TempDir private Path directory;
  private InsurancePlatform platform;
  private InsuranceNode node;

  @AfterEach
  void close() {
    if (node != null) {
      node.close();
    }
    if (platform != null) {
      platform.close();
    }
  }

  private void platform(PlatformSignatures signatures) throws Exception {
    platform =
        new InsurancePlatform(
            PlatformSettings.of(BenefitPlanFile.example("suizhou-2023"))
                .signatures(signatures)
                .build());
  }

  private void platform(Sm2Keys signing) throws Exception {
    platform(
        PlatformSignatures.sm2(
            Map.of(InsuranceNode.CENTRE, centre.pair().getPublic()), signing.pair().getPrivate()));
  }

  private void node(Access access) {
    node =
        new InsuranceNode(TestPostgres.jdbcUrl(), platform.url(), Duration.ofSeconds(20), access)
            .work();
  }

  private ClaimResponse submit() throws Exception {
    Bill bill = new Bill(node, "0021");
    platform.insure(bill.person);
    return node.response(
        node.desk().submit(InsuranceNode.EMR, bill.claim(), bill.credential, Bill.COUNTER));
  }

  private static Access access(String profile, SigningSettings signing, Clock clock) {
    return new Access(profile, signing, null, null, List.of(), clock);
  }

  private SigningSettings keys(Sm2Keys keys, String type) throws Exception {
    return new SigningSettings(
        keys.store(directory, type, "centre").toString(),
        type,
        "centre",
        Sm2Keys.PASSWORD,
        office.certificateFile(directory, "office").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "BKS"})
  void aPlatformThatVerifiesSettles(String type) throws Exception {
    platform(office);
    node(access(SM2, keys(centre, type), Clock.systemUTC()));

    assertThat(submit().getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.judge().standing()).hasSize(1);
    assertThat(node.watch().certificates().all())
        .extracting(one -> one.use().code() + " " + one.notAfter())
        .containsExactly("signing " + LATER, "platform-signing " + LATER);
  }

  @Test
  void aMessageSignedByAnotherIsNotTaken() throws Exception {
    platform(office);
    node(access(SM2, keys(Sm2Keys.sm2(LATER), "PKCS12"), Clock.systemUTC()));

    ClaimResponse response = submit();

    assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    assertThat(platform.callCounts()).doesNotContainKey("2207");
    assertThat(platform.ledger()).isEmpty();
  }

  @Test
  void anAnswerSignedByAnotherIsNoAnswer() throws Exception {
    platform(Sm2Keys.sm2(LATER));
    node(access(SM2, keys(centre, "PKCS12"), Clock.systemUTC()));

    ClaimResponse response = submit();

    assertThat(response.getOutcome()).isEqualTo(RemittanceOutcome.ERROR);
    assertThat(platform.callCounts()).containsOnlyKeys("9001");
    assertThat(platform.ledger()).isEmpty();
  }

  /** The same address, a header of its own: a profile that nobody wrote Java for. */
  @Test
  void aThirdProvinceSignsTheBodyInAHeader() throws Exception {
    platform(PlatformSignatures.keyedDigest("s3cret", "x-ca-signature"));
    String profile =
        Files.readString(Path.of("src/test/resources/insurance/profile/third-province.yaml"));
    node =
        InsuranceNode.withProfile(
                TestPostgres.jdbcUrl(), platform.url(), Duration.ofSeconds(20), profile, "s3cret")
            .work();

    assertThat(submit().getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
    assertThat(platform.judge().standing()).hasSize(1);
  }

  @Test
  void anExpiredCertificateIsToldAtTheCounterAndNothingIsSent() throws Exception {
    platform(office);
    Instant end = Instant.parse("2026-01-01T00:00:00Z");
    node(access(SM2, keys(Sm2Keys.sm2(end), "PKCS12"), Clock.systemUTC()));

    assertThatThrownBy(this::submit)
        .isInstanceOfSatisfying(
            DeskException.class,
            e -> assertThat(e.reason()).isEqualTo(DeskException.Reason.CERTIFICATE));
    assertThat(platform.calls()).isEmpty();
    assertThat(node.jdbc.queryForObject("select count(*) from insurance_case", Long.class))
        .isZero();
    assertThat(node.watch().certificates().all())
        .anySatisfy(
            one -> {
              assertThat(one.use()).isEqualTo(Use.SIGNING);
              assertThat(one.expired(Instant.now())).isTrue();
              assertThat(one.daysLeft(end.minusSeconds(86_401))).isEqualTo(1);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "nowhere.p12,centre,hidden-words,signing.keystore,Put the keystore there",
    "centre.PKCS12,centre,guessed,signing.keystore,password",
    "centre.PKCS12,another,hidden-words,signing.keystore,Set alias",
    "tls.p12,tls,hidden-words,signing.keystore,SM2 signing certificate"
  })
  void aKeystoreThatCannotBeUsedIsNamedAtStartWithWhatToDo(
      String file, String alias, String password, String property, String remedy) throws Exception {
    keys(centre, "PKCS12");
    Sm2Keys.tls(LATER).tlsStore(directory, "tls");
    SigningSettings settings =
        new SigningSettings(
            directory.resolve(file).toString(),
            "PKCS12",
            alias,
            password,
            office.certificateFile(directory, "office").toString());

    assertThatThrownBy(() -> seal(settings))
        .isInstanceOf(UnusableKeyException.class)
        .hasMessageContaining(
            "xiangqiao.insurance.institutions." + InsuranceNode.CENTRE + "." + property)
        .hasMessageContaining(remedy)
        .hasMessageContaining("请")
        .hasMessageNotContaining(password);
  }

  /** As at the start of the server. */
  private static void seal(SigningSettings settings) {
    new Trust(Clock.systemUTC())
        .seal(
            InsuranceNode.CENTRE,
            new ProfileReader(TransactionTable.load()).read(InsuranceNode.profile(SM2)),
            settings,
            null);
  }

  @Test
  void whatTheProfileNeedsAndIsNotSetIsNamed() throws Exception {
    assertThatThrownBy(() -> seal(null))
        .hasMessageContaining("signing.keystore is not set, and the profile quick needs it");
    SigningSettings without =
        new SigningSettings(
            keys(centre, "PKCS12").keystore(), "PKCS12", null, Sm2Keys.PASSWORD, null);
    assertThatThrownBy(() -> seal(without))
        .hasMessageContaining("signing.platform-certificate is not set");
    assertThat(without.toString()).doesNotContain(Sm2Keys.PASSWORD);
  }

  @Test
  void aClockThatIsWrongIsSeenInTheAnswers() throws Exception {
    platform((PlatformSignatures) null);
    node(access("", null, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10))));

    assertThat(submit().getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);

    var watch = node.watch().clocks().get(InsuranceNode.CENTRE);
    assertThat(watch.beyond()).isTrue();
    assertThat(watch.skew()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
  }

  @Test
  void aClaimOfAnotherOrganizationIsNotTaken() throws Exception {
    platform((PlatformSignatures) null);
    node(new Access("", null, null, null, List.of("centre"), Clock.systemUTC()));
    Bill bill = new Bill(node, "0021");
    platform.insure(bill.person);
    Caller stranger = new Caller(1, "emr", "elsewhere", "request");

    assertThatThrownBy(
            () -> node.desk().submit(stranger, bill.claim(), bill.credential, Bill.COUNTER))
        .isInstanceOfSatisfying(
            DeskException.class,
            e -> assertThat(e.reason()).isEqualTo(DeskException.Reason.FOREIGN));
    assertThatThrownBy(
            () ->
                node.desk()
                    .register(
                        stranger, bill.encounterId, bill.coverageId, bill.credential, Bill.COUNTER))
        .isInstanceOfSatisfying(
            DeskException.class,
            e -> assertThat(e.reason()).isEqualTo(DeskException.Reason.FOREIGN));
    assertThatThrownBy(
            () -> node.filings().submit(stranger, Filing.referral(bill, "R1"), Bill.COUNTER))
        .isInstanceOfSatisfying(
            DeskException.class,
            e -> assertThat(e.reason()).isEqualTo(DeskException.Reason.FOREIGN));
    assertThat(platform.calls()).isEmpty();
    assertThat(
            node.desk()
                .register(
                    InsuranceNode.EMR,
                    bill.encounterId,
                    bill.coverageId,
                    bill.credential,
                    Bill.COUNTER)
                .state())
        .isEqualTo(BookingState.BOOKED);
    assertThat(submit().getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
  }

  @Test
  void thePlatformIsReachedThroughAProxyOnly() throws Exception {
    platform((PlatformSignatures) null);
    try (Relay proxy = Relay.plain(platform.url().getPort())) {
      node(new Access("", null, null, proxy.url("http"), List.of(), Clock.systemUTC()));
      assertThat(submit().getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
      assertThat(proxy.firstLines()).isNotEmpty();
      assertThat(proxy.firstLines()).allMatch(line -> line.startsWith("POST http://127.0.0.1:"));
    }
  }

  private static URI unused() {
    return URI.create("http://127.0.0.1:1");
  }

  @Test
  void aProxyThatIsDownMeansThatNothingLeft() throws Exception {
    platform((PlatformSignatures) null);
    node(new Access("", null, null, unused(), List.of(), Clock.systemUTC()));
    ClaimResponse response = submit();
    assertThat(response.getErrorFirstRep().getCode().getCodingFirstRep().getCode())
        .isEqualTo("not-booked");
    assertThat(platform.calls()).isEmpty();
  }
}
