package org.xiangqiao.server.insurance;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** A keystore with an SM2 signing key whose certificate ended on 1 January 2026. */
final class ExpiredKey {

  static final String PASSWORD = "hidden-words";

  private ExpiredKey() {}

  static Path keystore() {
    try {
      Provider provider = new BouncyCastleProvider();
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
      generator.initialize(new ECGenParameterSpec("sm2p256v1"));
      KeyPair pair = generator.generateKeyPair();
      KeyStore store = KeyStore.getInstance("PKCS12", provider);
      store.load(null, null);
      store.setKeyEntry(
          "centre",
          pair.getPrivate(),
          PASSWORD.toCharArray(),
          new Certificate[] {certificate(pair, provider)});
      Path file = Files.createTempFile("expired", ".p12");
      file.toFile().deleteOnExit();
      try (OutputStream out = Files.newOutputStream(file)) {
        store.store(out, PASSWORD.toCharArray());
      }
      return file;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Certificate certificate(KeyPair pair, Provider provider) throws Exception {
    AlgorithmIdentifier algorithm = new AlgorithmIdentifier(GMObjectIdentifiers.sm2sign_with_sm3);
    V3TBSCertificateGenerator contents = new V3TBSCertificateGenerator();
    contents.setSerialNumber(new ASN1Integer(BigInteger.ONE));
    contents.setIssuer(new X500Name("CN=authority"));
    contents.setSubject(new X500Name("CN=centre"));
    contents.setStartDate(new Time(new Date(1_577_836_800_000L)));
    contents.setEndDate(new Time(new Date(1_767_225_600_000L)));
    contents.setSignature(algorithm);
    contents.setSubjectPublicKeyInfo(
        SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
    TBSCertificate signed = contents.generateTBSCertificate();
    Signature signature = Signature.getInstance("SM3withSM2", provider);
    signature.initSign(pair.getPrivate());
    signature.update(signed.getEncoded("DER"));
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(signed);
    parts.add(algorithm);
    parts.add(new DERBitString(signature.sign()));
    return CertificateFactory.getInstance("X.509", provider)
        .generateCertificate(new ByteArrayInputStream(new DERSequence(parts).getEncoded("DER")));
  }
}
