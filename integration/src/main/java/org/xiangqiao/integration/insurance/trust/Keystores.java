package org.xiangqiao.integration.insurance.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.xiangqiao.mappings.insurance.signature.Sm2;

/** Reads keystores and certificates, and says what is wrong with them and what to do. */
final class Keystores {

  private final Provider provider = new BouncyCastleProvider();

  /**
   * @param property to name in errors
   */
  SigningKey signing(String property, SigningSettings settings) {
    char[] password = settings.password().toCharArray();
    KeyStore store = load(property, settings.keystore(), settings.type(), password, provider);
    try {
      String alias = alias(property, store, settings);
      Key key = store.getKey(alias, password);
      Certificate certificate = store.getCertificate(alias);
      if (!(key instanceof PrivateKey) || certificate == null) {
        throw unusable("alias", property, settings.keystore(), null);
      }
      if (key.getEncoded() == null || !Sm2.signsWith(key.getEncoded())) {
        throw unusable("kind", property, settings.keystore(), null);
      }
      return new SigningKey(
          key.getEncoded(), x509(certificate.getEncoded()).getNotAfter().toInstant());
    } catch (GeneralSecurityException e) {
      throw unusable("password", property, settings.keystore(), e);
    }
  }

  /** The certificate that answers are verified with. */
  X509Certificate certificate(String property, String file) {
    try {
      X509Certificate certificate = x509(read(property, file));
      if (!Sm2.verifiesWith(certificate.getPublicKey().getEncoded())) {
        throw unusable("certificate", property, file, null);
      }
      return certificate;
    } catch (GeneralSecurityException e) {
      throw unusable("certificate", property, file, e);
    }
  }

  /** For TLS, whose certificates are of the kinds that the Java runtime knows. */
  KeyStore tls(String property, String file, String type, String password) {
    return load(property, file, type, password.toCharArray(), null);
  }

  /** Of the Java runtime if there is no provider: it reads no certificate of the SM2 curve. */
  private static KeyStore load(
      String property, String file, String type, char[] password, Provider from) {
    byte[] bytes = read(property, file);
    try {
      KeyStore store = from == null ? KeyStore.getInstance(type) : KeyStore.getInstance(type, from);
      store.load(new ByteArrayInputStream(bytes), password);
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw unusable("password", property, file, e);
    }
  }

  private static String alias(String property, KeyStore store, SigningSettings settings)
      throws GeneralSecurityException {
    if (settings.alias() != null && store.isKeyEntry(settings.alias())) {
      return settings.alias();
    }
    List<String> keys = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        keys.add(alias);
      }
    }
    if (settings.alias() != null || keys.size() != 1) {
      throw unusable("alias", property, settings.keystore(), null);
    }
    return keys.get(0);
  }

  private X509Certificate x509(byte[] encoded) throws GeneralSecurityException {
    Certificate certificate =
        CertificateFactory.getInstance("X.509", provider)
            .generateCertificate(new ByteArrayInputStream(encoded));
    if (certificate instanceof X509Certificate x509) {
      return x509;
    }
    throw new GeneralSecurityException("no certificate");
  }

  private static byte[] read(String property, String file) {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw unusable("file", property, file, e);
    }
  }

  private static UnusableKeyException unusable(
      String text, String property, String file, Exception cause) {
    return new UnusableKeyException(TrustTexts.both(text, property, file), cause);
  }
}
