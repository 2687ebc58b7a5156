package org.xiangqiao.integration.mllp;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS 1.2 and 1.3 for the listener, with the senders' certificates if configured. It is laid over
 * connections already accepted, so that the TCP connection below stays in our hands.
 */
final class ListenerTls {

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final SSLContext context;
  private final MllpSettings.ClientCertificate clientCertificate;

  private ListenerTls(SSLContext context, MllpSettings.ClientCertificate clientCertificate) {
    this.context = context;
    this.clientCertificate = clientCertificate;
  }

  /**
   * @return null for plain TCP
   * @throws IllegalStateException naming the store that cannot be used
   */
  static ListenerTls of(MllpSettings.Tls tls) {
    if (tls == null) {
      return null;
    }
    try {
      char[] password = tls.keyStorePassword().toCharArray();
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(load("key-store", tls.keyStore(), password), password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trusted(tls), null);
      return new ListenerTls(context, tls.clientCertificate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("xiangqiao.mllp.tls cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * The server's end of TLS over an accepted connection; the handshake is yet to come.
   *
   * @param records all that comes in on {@code accepted}
   */
  SSLSocket over(Socket accepted, InputStream records) throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(accepted, records, true);
    socket.setUseClientMode(false);
    socket.setEnabledProtocols(PROTOCOLS);
    switch (clientCertificate) {
      case REQUIRE -> socket.setNeedClientAuth(true);
      case WANT -> socket.setWantClientAuth(true);
      case NONE -> socket.setWantClientAuth(false);
    }
    return socket;
  }

  /** Null: those that the Java runtime trusts. */
  private static TrustManager[] trusted(MllpSettings.Tls tls) throws GeneralSecurityException {
    if (tls.trustStore() == null) {
      return null;
    }
    String password = tls.trustStorePassword();
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(
        load("trust-store", tls.trustStore(), password == null ? null : password.toCharArray()));
    return trust.getTrustManagers();
  }

  private static KeyStore load(String property, String file, char[] password)
      throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(file.endsWith(".jks") ? "JKS" : "PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      store.load(in, password);
    } catch (IOException e) {
      throw new IllegalStateException(
          "xiangqiao.mllp.tls." + property + " cannot be read: " + file, e);
    }
    return store;
  }
}
