package org.xiangqiao.mappings.insurance.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.xiangqiao.mappings.insurance.signature.Sm2.Form;

/** The example of GB/T 32918.5-2017, annex A.2, and what must not pass. */
class Sm2Test {

  private static final AlgorithmIdentifier CURVE =
      new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, GMObjectIdentifiers.sm2p256v1);
  private static final String D =
      "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
  private static final String PUBLIC =
      "04"
          + "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
          + "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
  private static final String K =
      "59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21";
  private static final String R =
      "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3";
  private static final String S =
      "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA";
  private static final byte[] MESSAGE = "message digest".getBytes(UTF_8);

  private final Sm2 plain = new Sm2("1234567812345678", Form.PLAIN);
  private final Sm2 der = new Sm2("1234567812345678", Form.DER);
  private final byte[] privateKey = privateKey();
  private final byte[] publicKey = publicKey();

  @Test
  void signsAsTheStandardsExample() {
    byte[] signature = plain.sign(privateKey, MESSAGE, always(K));

    assertThat(HexFormat.of().withUpperCase().formatHex(signature)).isEqualTo(R + S);
    assertThat(HexFormat.of().withUpperCase().formatHex(der.sign(privateKey, MESSAGE, always(K))))
        .isEqualTo("3046" + "022100" + R + "022100" + S);
  }

  @Test
  void verifiesTheStandardsExample() {
    byte[] signature = HexFormat.of().parseHex(R + S);

    assertThat(plain.verify(publicKey, MESSAGE, signature)).isTrue();
    assertThat(plain.verify(publicKey, "message digesT".getBytes(UTF_8), signature)).isFalse();
    assertThat(new Sm2("another", Form.PLAIN).verify(publicKey, MESSAGE, signature)).isFalse();
    assertThat(der.verify(publicKey, MESSAGE, signature)).isFalse();
    assertThat(plain.verify(publicKey, MESSAGE, new byte[0])).isFalse();
    assertThat(plain.verify(publicKey, MESSAGE, new byte[64])).isFalse();
  }

  @Property(tries = 30)
  void whatIsSignedIsVerifiedAndNothingElse(
      @ForAll byte[] text, @ForAll Form form, @ForAll int at) {
    Sm2 sm2 = new Sm2("1234567812345678", form);
    byte[] signature = sm2.sign(privateKey, text, new SecureRandom());
    assertThat(sm2.verify(publicKey, text, signature)).isTrue();

    byte[] other = Arrays.copyOf(text, text.length + 1);
    assertThat(sm2.verify(publicKey, other, signature)).isFalse();
    byte[] forged = signature.clone();
    forged[Math.floorMod(at, forged.length)] ^= 1;
    assertThat(sm2.verify(publicKey, text, forged)).isFalse();
  }

  @Test
  void whatIsNoKeyIsToldFromOne() {
    assertThat(Sm2.signsWith(privateKey)).isTrue();
    assertThat(Sm2.signsWith(MESSAGE)).isFalse();
    assertThat(Sm2.verifiesWith(publicKey)).isTrue();
    assertThat(Sm2.verifiesWith(privateKey)).isFalse();
    assertThatThrownBy(() -> plain.sign(MESSAGE, MESSAGE, new SecureRandom()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> plain.verify(MESSAGE, MESSAGE, MESSAGE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SecureRandom always(String number) {
    byte[] bytes = HexFormat.of().parseHex(number);
    return new SecureRandom() {
      private static final long serialVersionUID = 1L;

      @Override
      public void nextBytes(byte[] wanted) {
        System.arraycopy(bytes, 0, wanted, 0, wanted.length);
      }
    };
  }

  private static byte[] privateKey() {
    ASN1Encodable key =
        new ECPrivateKey(GMNamedCurves.getByName("sm2p256v1").getN().bitLength(), number());
    try {
      return new PrivateKeyInfo(CURVE, key).getEncoded();
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BigInteger number() {
    return new BigInteger(D, 16);
  }

  private static byte[] publicKey() {
    try {
      return new SubjectPublicKeyInfo(CURVE, HexFormat.of().parseHex(PUBLIC)).getEncoded();
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
