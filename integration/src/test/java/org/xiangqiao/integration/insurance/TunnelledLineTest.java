package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xiangqiao.integration.insurance.InsuranceNode.Access;
import org.xiangqiao.integration.insurance.trust.CertificateAlarm;
import org.xiangqiao.integration.insurance.trust.CertificateAlarm.Level;
import org.xiangqiao.integration.insurance.trust.WatchedCertificate;
import org.xiangqiao.integration.insurance.trust.WatchedCertificate.Use;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.TestPostgres;

/** A platform behind TLS that is reached through a proxy only (CONNECT), certificates and all. */
class TunnelledLineTest {

  private static final Instant MINE = Instant.parse("2098-01-01T00:00:00Z");
  private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");
  private static final Instant OVER = Instant.parse("2026-01-01T00:00:00Z");

  private final InsurancePlatform platform = InsurancePlatform.start();
  private final Sm2Keys centre = Sm2Keys.tls(MINE);
  private final Sm2Keys authority = Sm2Keys.tls(LATER);
  @TempDir private Path directory;
  private ConnectProxy proxy;
  private InsuranceNode node;
  private Bill bill;

  @BeforeEach
  void open() throws Exception {
    proxy = new ConnectProxy();
  }

  @AfterEach
  void close() throws Exception {
    if (node != null) {
      node.close();
    }
    proxy.close();
    platform.close();
  }

  private Relay gateway(Instant notAfter) throws Exception {
    return TlsGateway.open(platform.url(), Sm2Keys.tls(notAfter, authority), centre, directory);
  }

  private void through(Relay gateway) throws Exception {
    URI address = gateway.url("https");
    node =
        new InsuranceNode(
                TestPostgres.jdbcUrl(),
                address,
                Duration.ofSeconds(20),
                new Access(
                    "",
                    null,
                    TlsGateway.settings(centre, authority, directory),
                    proxy.url(),
                    List.of(),
                    Clock.systemUTC()))
            .work();
    bill = new Bill(node, "0032");
    platform.insure(bill.person);
  }

  private ClaimResponse submit() throws Exception {
    return node.response(
        node.desk().submit(InsuranceNode.EMR, bill.claim(), bill.credential, Bill.COUNTER));
  }

  private static String state(ClaimResponse response) {
    return response.getErrorFirstRep().getCode().getCodingFirstRep().getCode();
  }

  @Test
  void theProxyLearnsTheAddressAndNothingElseAndCertificatesAreWatched() throws Exception {
    try (Relay gateway = gateway(LATER)) {
      through(gateway);
      platform.faults(InsuranceFault.dropAfterBooking().on("2207").times(1));
      assertThat(submit().getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
      assertThat(platform.judge().standing()).hasSize(1);
      assertThat(platform.callCounts()).containsEntry("2207", 1L);

      assertThat(proxy.asked())
          .isNotEmpty()
          .containsOnly("CONNECT 127.0.0.1:" + gateway.url("https").getPort() + " HTTP/1.1");
      assertThat(gateway.firstLines()).anyMatch(line -> line.startsWith("POST /fsi/"));
      assertThat(proxy.passed())
          .isNotEmpty()
          .doesNotContain("infno", "POST", bill.person.number(), bill.credential.number());
    }
    assertThat(node.watch().certificates().all())
        .containsExactly(
            new WatchedCertificate(InsuranceNode.CENTRE, Use.TLS_CLIENT, MINE),
            new WatchedCertificate(InsuranceNode.CENTRE, Use.TLS_SERVER, LATER));
    assertThat(levels(MINE.minus(Duration.ofDays(5)))).containsExactly(Level.URGENT, Level.FINE);
  }

  private List<Level> levels(Instant now) {
    CertificateAlarm alarm =
        new CertificateAlarm(node.watch().certificates(), 30, 7, Clock.fixed(now, ZoneOffset.UTC));
    return node.watch().certificates().all().stream().map(alarm::level).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"403 Forbidden", "407 Proxy Authentication Required", "502 Bad Gateway"})
  void aProxyThatOpensNoTunnelMeansThatNothingLeftAndTheClaimSettlesLater(String status)
      throws Exception {
    try (Relay gateway = gateway(LATER)) {
      through(gateway);
      proxy.refuse(status);
      assertThat(state(submit())).isEqualTo("not-booked");
      assertThat(platform.calls()).isEmpty();
      assertThat(proxy.passed()).isEmpty();

      proxy.refuse(null);
      assertThat(submit().getOutcome()).isEqualTo(RemittanceOutcome.COMPLETE);
      assertThat(platform.judge().standing()).hasSize(1);
    }
  }

  @Test
  void aServerCertificateThatHasExpiredIsSeenThroughTheTunnelAndNothingIsSaid() throws Exception {
    try (Relay gateway = gateway(OVER)) {
      through(gateway);
      assertThat(state(submit())).isEqualTo("not-booked");
      assertThat(proxy.asked()).isNotEmpty();
      assertThat(proxy.passed()).doesNotContain(bill.person.number());
    }
    assertThat(platform.calls()).isEmpty();
    assertThat(node.watch().certificates().all())
        .contains(new WatchedCertificate(InsuranceNode.CENTRE, Use.TLS_SERVER, OVER));
    assertThat(levels(Instant.now())).contains(Level.EXPIRED);
  }
}
