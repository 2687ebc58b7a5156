package org.xiangqiao.integration.mllp;

import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SSLContextServerParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** TLS 1.2 and 1.3 for the listener, with the senders' certificates if configured. */
final class ListenerTls {

  private ListenerTls() {}

  /**
   * @return null for plain TCP
   */
  static SSLContextParameters parameters(MllpSettings.Tls tls) {
    if (tls == null) {
      return null;
    }
    KeyManagersParameters keys = new KeyManagersParameters();
    keys.setKeyStore(store(tls.keyStore(), tls.keyStorePassword()));
    keys.setKeyPassword(tls.keyStorePassword());
    SSLContextServerParameters server = new SSLContextServerParameters();
    server.setClientAuthentication(tls.clientCertificate().name());
    SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
    protocols.getSecureSocketProtocol().add("TLSv1.3");
    protocols.getSecureSocketProtocol().add("TLSv1.2");
    SSLContextParameters parameters = new SSLContextParameters();
    parameters.setKeyManagers(keys);
    parameters.setServerParameters(server);
    parameters.setSecureSocketProtocols(protocols);
    if (tls.trustStore() != null) {
      TrustManagersParameters trust = new TrustManagersParameters();
      trust.setKeyStore(store(tls.trustStore(), tls.trustStorePassword()));
      parameters.setTrustManagers(trust);
    }
    return parameters;
  }

  private static KeyStoreParameters store(String file, String password) {
    KeyStoreParameters store = new KeyStoreParameters();
    store.setResource("file:" + file);
    store.setType(file.endsWith(".jks") ? "JKS" : "PKCS12");
    store.setPassword(password);
    return store;
  }
}
