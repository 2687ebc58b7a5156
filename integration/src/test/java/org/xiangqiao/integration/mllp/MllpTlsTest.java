package org.xiangqiao.integration.mllp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.simulators.emr.Answer;
import org.xiangqiao.simulators.emr.MllpClient;
import org.xiangqiao.store.TestPostgres;

class MllpTlsTest {

  /** As {@link RunningGateway} sets it. */
  private static final Duration FRAME_TIMEOUT = Duration.ofMillis(700);

  private static final Duration AT_MOST = Duration.ofSeconds(4);
  private static final String PASSWORD = "changeit-for-test";

  @TempDir static Path directory;
  private static Path server;
  private static Path known;

  @BeforeAll
  static void keys() throws Exception {
    server = keyStore("server");
    known = trusting(server, "server");
  }

  @Test
  void onlyASenderWithATrustedCertificateIsHeard() throws Exception {
    Path sender = keyStore("sender");
    Path stranger = keyStore("stranger");
    Path trusted = trusting(sender, "sender");
    MllpSettings.Tls tls =
        new MllpSettings.Tls(
            server.toString(),
            PASSWORD,
            trusted.toString(),
            PASSWORD,
            MllpSettings.ClientCertificate.REQUIRE);
    byte[] message =
        Hl7.adt(Hl7.controlId(), "20260301080000", Hl7.pid("TLS1", "密^文"))
            .getBytes(StandardCharsets.UTF_8);
    try (RunningGateway gateway = new RunningGateway(TestPostgres.jdbcUrl(), tls)) {
      try (MllpClient client = client(gateway, known, sender)) {
        assertThat(Answer.of(client.send(message), StandardCharsets.UTF_8).accepted()).isTrue();
      }
      for (Path other : new Path[] {stranger, null}) {
        try (MllpClient client = client(gateway, known, other)) {
          assertThatThrownBy(() -> client.send(message)).isInstanceOf(IOException.class);
        }
      }
      try (MllpClient plain = gateway.client()) {
        assertThatThrownBy(() -> plain.send(message)).isInstanceOf(IOException.class);
      }
      assertThat(gateway.entries()).hasSize(1);
    }
  }

  @Test
  void aHandshakeThatTricklesInIsCutOffWhileOthersAreServed() throws Exception {
    try (RunningGateway gateway = new RunningGateway(TestPostgres.jdbcUrl(), anybody(server));
        MllpClient other = client(gateway, known, null)) {
      byte[] hello = clientHello();
      try (Socket slow = new Socket("127.0.0.1", gateway.port)) {
        Trickle trickle = new Trickle(slow, slow.getOutputStream(), hello);
        trickle.bytes(3);
        assertThat(accepted(other, "TLS2")).isTrue();
        trickle.untilCut();

        assertThat(trickle.sent()).isLessThan(hello.length);
        assertThat(trickle.taken()).isBetween(FRAME_TIMEOUT.minusMillis(50), AT_MOST);
      }
      assertThat(accepted(other, "TLS3")).isTrue();
    }
  }

  @Test
  void aRecordThatTricklesInAfterTheHandshakeIsCutOffWhileOthersAreServed() throws Exception {
    try (RunningGateway gateway = new RunningGateway(TestPostgres.jdbcUrl(), anybody(server));
        MllpClient other = client(gateway, known, null);
        HeldSocket slow = new HeldSocket("127.0.0.1", gateway.port)) {
      SSLSocket tls = over(slow, known);
      tls.startHandshake();
      slow.hold();
      tls.getOutputStream().write(("\u000b" + message("TLS4") + "\u001c\r").getBytes(UTF_8));
      byte[] record = slow.held();
      Trickle trickle = new Trickle(slow, slow.wire(), record);
      trickle.bytes(3);
      assertThat(accepted(other, "TLS5")).isTrue();
      trickle.untilCut();

      assertThat(trickle.sent()).isLessThan(record.length);
      assertThat(trickle.taken()).isBetween(FRAME_TIMEOUT.minusMillis(50), AT_MOST);
      assertThat(gateway.entries()).hasSize(1);
    }
  }

  @Test
  void aFrameInManySmallRecordsIsCutOffToo() throws Exception {
    try (RunningGateway gateway = new RunningGateway(TestPostgres.jdbcUrl(), anybody(server));
        Socket slow = new Socket("127.0.0.1", gateway.port)) {
      SSLSocket tls = over(slow, known);
      tls.startHandshake();
      byte[] frame = ("\u000b" + message("TLS6")).getBytes(UTF_8);
      Trickle trickle = new Trickle(tls, tls.getOutputStream(), frame);
      trickle.untilCut();

      assertThat(trickle.sent()).isLessThan(frame.length);
      assertThat(trickle.taken()).isBetween(FRAME_TIMEOUT.minusMillis(50), AT_MOST);
      await()
          .untilAsserted(
              () ->
                  assertThat(gateway.entries())
                      .singleElement()
                      .satisfies(
                          e ->
                              assertThat(e.problems())
                                  .extracting("rule")
                                  .containsExactly("message.truncated")));
    }
  }

  @Test
  void silenceBeforeTheHandshakeAndBetweenMessagesIsNotTimedLikeAFrame() throws Exception {
    try (RunningGateway gateway = new RunningGateway(TestPostgres.jdbcUrl(), anybody(server));
        MllpClient client = client(gateway, known, null)) {
      // Connects; the handshake comes with the first byte.
      client.sendRaw(new byte[0]);
      // Silence is what this test is about: longer than a frame may take.
      Thread.sleep(FRAME_TIMEOUT.plusMillis(300).toMillis());
      assertThat(accepted(client, "TLS7")).isTrue();
      Thread.sleep(FRAME_TIMEOUT.plusMillis(300).toMillis());
      assertThat(accepted(client, "TLS8")).isTrue();
    }
  }

  @Test
  void aKeyStoreThatCannotBeReadIsNamed() {
    Path nowhere = directory.resolve("nowhere.p12");
    assertThatThrownBy(() -> ListenerTls.of(anybody(nowhere)))
        .hasMessageContaining("xiangqiao.mllp.tls.key-store")
        .hasMessageContaining("nowhere.p12");
  }

  private static MllpSettings.Tls anybody(Path server) {
    return new MllpSettings.Tls(
        server.toString(), PASSWORD, null, null, MllpSettings.ClientCertificate.NONE);
  }

  private static String message(String number) {
    return Hl7.adt(Hl7.controlId(), "20260301080000", Hl7.pid(number, "密^文"));
  }

  private static boolean accepted(MllpClient client, String number) throws IOException {
    return Answer.of(client.send(message(number).getBytes(UTF_8)), UTF_8).accepted();
  }

  private static byte[] clientHello() throws Exception {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine();
    engine.setUseClientMode(true);
    ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), hello);
    return Arrays.copyOf(hello.array(), hello.position());
  }

  private static SSLSocket over(Socket connected, Path trusted) throws Exception {
    return (SSLSocket) sockets(trusted, null).createSocket(connected, "127.0.0.1", 0, true);
  }

  @Test
  void requiringCertificatesNeedsATrustStore() {
    assertThatThrownBy(
            () ->
                new MllpSettings.Tls(
                    "keys.p12", PASSWORD, null, null, MllpSettings.ClientCertificate.REQUIRE))
        .hasMessageContaining("xiangqiao.mllp.tls.trust-store");
  }

  private static MllpClient client(RunningGateway gateway, Path trusted, Path own)
      throws Exception {
    return new MllpClient("127.0.0.1", gateway.port, Duration.ofSeconds(10), sockets(trusted, own));
  }

  private static SSLSocketFactory sockets(Path trusted, Path own) throws Exception {
    KeyManager[] keys = null;
    if (own != null) {
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
      factory.init(load(own), PASSWORD.toCharArray());
      keys = factory.getKeyManagers();
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(load(trusted));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }

  private static Path keyStore(String name) throws Exception {
    Path file = directory.resolve(name + ".p12");
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=" + name,
        "-validity",
        "30",
        "-keystore",
        file.toString());
    return file;
  }

  private static Path trusting(Path store, String name) throws Exception {
    Path certificate = directory.resolve(name + ".crt");
    Path file = directory.resolve("trusting-" + name + ".p12");
    keytool(
        "-exportcert",
        "-alias",
        name,
        "-keystore",
        store.toString(),
        "-file",
        certificate.toString());
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        name,
        "-file",
        certificate.toString(),
        "-keystore",
        file.toString());
    return file;
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }

  private static KeyStore load(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }
}
