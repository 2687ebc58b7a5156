package org.xiangqiao.integration.insurance.trust;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The key that an institution signs messages with (签名密钥).
 *
 * @param keystore its file
 * @param type {@code PKCS12} or {@code BKS}; JKS cannot hold SM2 keys
 * @param alias of the key; may be left out where there is only one
 * @param password of the file and of the key
 * @param platformCertificate file of the certificate that answers are verified with, PEM or DER
 */
public record SigningSettings(
    String keystore,
    @DefaultValue("PKCS12") String type,
    String alias,
    @DefaultValue("") String password,
    String platformCertificate) {

  /** Without the password. */
  @Override
  public String toString() {
    return "SigningSettings[" + keystore + "]";
  }
}
