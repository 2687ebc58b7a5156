package org.xiangqiao.integration.insurance.trust;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * TLS to a platform (专线证书); what is left out is as the Java runtime has it.
 *
 * @param keystore file of the client's certificate and key
 * @param type of both files: {@code PKCS12} or {@code JKS}
 * @param truststore file of the certificates that the platform's server is trusted by
 */
public record TlsSettings(
    String keystore,
    @DefaultValue("") String password,
    String truststore,
    @DefaultValue("") String truststorePassword,
    @DefaultValue("PKCS12") String type) {

  /** Without the passwords. */
  @Override
  public String toString() {
    return "TlsSettings[" + keystore + ", " + truststore + "]";
  }
}
