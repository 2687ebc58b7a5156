package org.xiangqiao.integration.insurance;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.xiangqiao.integration.insurance.trust.TlsSettings;

/** A gateway before a platform that ends TLS and wants the institution's certificate. */
final class TlsGateway {

  private TlsGateway() {}

  /**
   * @param centre whose certificate is wanted
   * @param directory for keystores
   */
  static Relay open(URI platform, Sm2Keys server, Sm2Keys centre, Path directory) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(read(server.tlsStore(directory, "server")), Sm2Keys.PASSWORD.toCharArray());
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(read(centre.trustStore(directory, "centre")));
    context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
    return Relay.tls(platform.getPort(), context);
  }

  /** Of an institution that shows one certificate and trusts an authority. */
  static TlsSettings settings(Sm2Keys shown, Sm2Keys trusted, Path directory) throws Exception {
    return new TlsSettings(
        shown.tlsStore(directory, "shown").toString(),
        Sm2Keys.PASSWORD,
        trusted.trustStore(directory, "trusted").toString(),
        Sm2Keys.PASSWORD,
        "PKCS12");
  }

  private static KeyStore read(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, Sm2Keys.PASSWORD.toCharArray());
    }
    return store;
  }
}
