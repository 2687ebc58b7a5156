package org.xiangqiao.integration.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.simulators.emr.Answer;
import org.xiangqiao.simulators.emr.MllpClient;
import org.xiangqiao.store.TestPostgres;

class MllpTlsTest {

  private static final String PASSWORD = "changeit-for-test";
  @TempDir Path directory;

  @Test
  void onlyASenderWithATrustedCertificateIsHeard() throws Exception {
    Path server = keyStore("server");
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
      Path known = trusting(server, "server");
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
  void requiringCertificatesNeedsATrustStore() {
    assertThatThrownBy(
            () ->
                new MllpSettings.Tls(
                    "keys.p12", PASSWORD, null, null, MllpSettings.ClientCertificate.REQUIRE))
        .hasMessageContaining("xiangqiao.mllp.tls.trust-store");
  }

  private static MllpClient client(RunningGateway gateway, Path trusted, Path own)
      throws Exception {
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
    SSLSocketFactory sockets = context.getSocketFactory();
    return new MllpClient("127.0.0.1", gateway.port, Duration.ofSeconds(10), sockets);
  }

  private Path keyStore(String name) throws Exception {
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

  private Path trusting(Path store, String name) throws Exception {
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
