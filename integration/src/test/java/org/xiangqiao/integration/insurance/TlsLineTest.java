package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.integration.insurance.InsuranceNode.Access;
import org.xiangqiao.integration.insurance.trust.CertificateAlarm;
import org.xiangqiao.integration.insurance.trust.CertificateAlarm.Level;
import org.xiangqiao.integration.insurance.trust.TlsSettings;
import org.xiangqiao.integration.insurance.trust.WatchedCertificate;
import org.xiangqiao.integration.insurance.trust.WatchedCertificate.Use;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.TestPostgres;

/** A platform behind TLS that wants the institution's certificate. */
class TlsLineTest {

  private static final Instant MINE = Instant.parse("2098-01-01T00:00:00Z");
  private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");

  private final InsurancePlatform platform = InsurancePlatform.start();
  private final Sm2Keys centre = Sm2Keys.tls(MINE);
  @TempDir private Path directory;
  private InsuranceNode node;

  @AfterEach
  void close() {
    if (node != null) {
      node.close();
    }
    platform.close();
  }

  private Relay gateway(Sm2Keys server) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(read(server.tlsStore(directory, "server")), Sm2Keys.PASSWORD.toCharArray());
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(read(centre.trustStore(directory, "centre")));
    context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
    return Relay.tls(platform.url().getPort(), context);
  }

  private static KeyStore read(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, Sm2Keys.PASSWORD.toCharArray());
    }
    return store;
  }

  private ClaimResponse submit(Relay gateway, Sm2Keys shown, Sm2Keys trusted) throws Exception {
    TlsSettings tls =
        new TlsSettings(
            shown.tlsStore(directory, "shown").toString(),
            Sm2Keys.PASSWORD,
            trusted.trustStore(directory, "trusted").toString(),
            Sm2Keys.PASSWORD,
            "PKCS12");
    node =
        new InsuranceNode(
                TestPostgres.jdbcUrl(),
                gateway.url("https"),
                Duration.ofSeconds(20),
                new Access("", null, tls, null, List.of(), Clock.systemUTC()))
            .work();
    Bill bill = new Bill(node, "0031");
    platform.insure(bill.person);
    return node.response(
        node.desk().submit(InsuranceNode.EMR, bill.claim(), bill.credential, Bill.COUNTER));
  }

  private static String state(ClaimResponse response) {
    return response.getErrorFirstRep().getCode().getCodingFirstRep().getCode();
  }

  @Test
  void bothCertificatesAreShownAndWatched() throws Exception {
    Sm2Keys authority = Sm2Keys.tls(LATER);
    try (Relay gateway = gateway(Sm2Keys.tls(LATER, authority))) {
      assertThat(submit(gateway, centre, authority).getOutcome())
          .isEqualTo(ClaimResponse.RemittanceOutcome.COMPLETE);
    }
    assertThat(platform.judge().standing()).hasSize(1);
    assertThat(node.watch().certificates().all())
        .containsExactly(
            new WatchedCertificate(InsuranceNode.CENTRE, Use.TLS_CLIENT, MINE),
            new WatchedCertificate(InsuranceNode.CENTRE, Use.TLS_SERVER, LATER));

    Clock soon = Clock.fixed(LATER.minus(Duration.ofDays(20)), ZoneOffset.UTC);
    CertificateAlarm alarm = new CertificateAlarm(node.watch().certificates(), 30, 7, soon);
    assertThat(node.watch().certificates().all())
        .extracting(alarm::level)
        .containsExactly(Level.EXPIRED, Level.SOON);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new WatchMeters(node.watch(), alarm, registry, soon).look();
    assertThat(
            registry
                .get("xiangqiao.insurance.certificate.days")
                .tags("institution", InsuranceNode.CENTRE, "use", "tls-server")
                .gauge()
                .value())
        .isEqualTo(20);
    assertThat(registry.get("xiangqiao.insurance.clock.skew").gauge().value()).isZero();
  }

  @Test
  void aServerWhoseCertificateHasExpiredIsNotSpokenToAndSeen() throws Exception {
    Instant end = Instant.parse("2026-01-01T00:00:00Z");
    Sm2Keys authority = Sm2Keys.tls(LATER);
    try (Relay gateway = gateway(Sm2Keys.tls(end, authority))) {
      assertThat(state(submit(gateway, centre, authority))).isEqualTo("not-booked");
    }
    assertThat(platform.calls()).isEmpty();
    assertThat(node.watch().certificates().all())
        .contains(new WatchedCertificate(InsuranceNode.CENTRE, Use.TLS_SERVER, end));
  }

  @Test
  void theShorterTheTimeTheMoreUrgent() {
    Instant now = Instant.parse("2026-11-01T00:00:00Z");
    CertificateAlarm alarm =
        new CertificateAlarm(
            new InstitutionLines(null, Clock.systemUTC()).watch().certificates(),
            30,
            7,
            Clock.fixed(now, ZoneOffset.UTC));
    assertThat(List.of(31, 30, 29, 7, 6, 0, -1))
        .extracting(
            days ->
                alarm.level(
                    new WatchedCertificate(
                        "H",
                        Use.SIGNING,
                        now.plus(Duration.ofDays(days)).plusSeconds(days < 0 ? 0 : 1))))
        .containsExactly(
            Level.FINE,
            Level.FINE,
            Level.SOON,
            Level.SOON,
            Level.URGENT,
            Level.URGENT,
            Level.EXPIRED);
  }
}
