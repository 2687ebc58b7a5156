package org.xiangqiao.integration.insurance;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A key pair with its certificate, as an authority hands it out. */
record Sm2Keys(KeyPair pair, X509Certificate certificate) {

  static final String PASSWORD = "hidden-words";
  private static final Provider PROVIDER = new BouncyCastleProvider();

  static Sm2Keys sm2(Instant notAfter) {
    return of("sm2p256v1", "SM3WITHSM2", notAfter, null);
  }

  /** For TLS as the Java runtime has it. */
  static Sm2Keys tls(Instant notAfter) {
    return of("secp256r1", "SHA256withECDSA", notAfter, null);
  }

  /** For TLS, from an authority. */
  static Sm2Keys tls(Instant notAfter, Sm2Keys authority) {
    return of("secp256r1", "SHA256withECDSA", notAfter, authority);
  }

  private static Sm2Keys of(String curve, String algorithm, Instant notAfter, Sm2Keys authority) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
      generator.initialize(new ECGenParameterSpec(curve));
      KeyPair pair = generator.generateKeyPair();
      X500Name name = new X500Name(authority == null ? "CN=authority" : "CN=127.0.0.1");
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Name("CN=authority"),
              BigInteger.ONE,
              Date.from(Instant.parse("2020-01-01T00:00:00Z")),
              Date.from(notAfter),
              name,
              pair.getPublic());
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
      builder.addExtension(
          Extension.basicConstraints, true, new BasicConstraints(authority == null));
      return new Sm2Keys(
          pair,
          new JcaX509CertificateConverter()
              .setProvider(PROVIDER)
              .getCertificate(
                  builder.build(
                      new JcaContentSignerBuilder(algorithm)
                          .setProvider(PROVIDER)
                          .build((authority == null ? pair : authority.pair()).getPrivate()))));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As SM2 authorities deliver it. */
  Path store(Path directory, String type, String alias) throws Exception {
    return write(
        KeyStore.getInstance(type, PROVIDER), directory.resolve(alias + "." + type), alias);
  }

  /** As the Java runtime reads it. */
  Path tlsStore(Path directory, String alias) throws Exception {
    return write(KeyStore.getInstance("PKCS12"), directory.resolve(alias + ".p12"), alias);
  }

  Path trustStore(Path directory, String alias) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry(alias, certificate);
    return save(store, directory.resolve(alias + "-trusted.p12"));
  }

  Path certificateFile(Path directory, String name) throws Exception {
    return Files.write(directory.resolve(name + ".cer"), certificate.getEncoded());
  }

  private Path write(KeyStore store, Path file, String alias) throws Exception {
    store.load(null, null);
    store.setKeyEntry(
        alias, pair.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {certificate});
    return save(store, file);
  }

  private static Path save(KeyStore store, Path file) throws Exception {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }
}
