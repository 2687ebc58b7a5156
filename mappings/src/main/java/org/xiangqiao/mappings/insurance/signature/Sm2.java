package org.xiangqiao.mappings.insurance.signature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.DataLengthException;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.DSAEncoding;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** SM2 signatures with SM3 (椭圆曲线数字签名, GB/T 32918.2-2016). */
public final class Sm2 {

  /** How the two numbers of a signature are written. */
  public enum Form {
    /** An ASN.1 sequence (GB/T 35276). */
    DER,
    /** r and s, 32 bytes each. */
    PLAIN
  }

  private final byte[] identity;
  private final Form form;

  /**
   * @param identity of the signer (用户标识), {@code 1234567812345678} by custom
   */
  public Sm2(String identity, Form form) {
    this.identity = identity.getBytes(StandardCharsets.UTF_8);
    this.form = form;
  }

  /**
   * @param privateKey PKCS#8
   * @throws IllegalArgumentException if it is no key of the SM2 curve's kind
   */
  public byte[] sign(byte[] privateKey, byte[] text, SecureRandom random) {
    SM2Signer signer = new SM2Signer(encoding());
    signer.init(
        true, identified(new ParametersWithRandom(elliptic(readPrivate(privateKey)), random)));
    signer.update(text, 0, text.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("no SM2 signature", e);
    }
  }

  /**
   * @param publicKey X.509 SubjectPublicKeyInfo
   * @return false also for bytes that are no signature
   */
  public boolean verify(byte[] publicKey, byte[] text, byte[] signature) {
    SM2Signer signer = new SM2Signer(encoding());
    signer.init(false, identified(elliptic(readPublic(publicKey))));
    signer.update(text, 0, text.length);
    try {
      return signer.verifySignature(signature);
    } catch (IllegalArgumentException | DataLengthException e) {
      return false;
    }
  }

  /** Whether this is a private key (PKCS#8) of the SM2 curve. */
  public static boolean signsWith(byte[] privateKey) {
    try {
      return ofCurve(elliptic(readPrivate(privateKey)));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether this is a public key (X.509) of the SM2 curve. */
  public static boolean verifiesWith(byte[] publicKey) {
    try {
      return ofCurve(elliptic(readPublic(publicKey)));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean ofCurve(ECKeyParameters key) {
    return GMNamedCurves.getByName("sm2p256v1").getCurve().equals(key.getParameters().getCurve());
  }

  private CipherParameters identified(CipherParameters key) {
    return new ParametersWithID(key, identity);
  }

  private DSAEncoding encoding() {
    return form == Form.DER ? StandardDSAEncoding.INSTANCE : PlainDSAEncoding.INSTANCE;
  }

  private static ECKeyParameters elliptic(AsymmetricKeyParameter key) {
    if (key instanceof ECKeyParameters elliptic) {
      return elliptic;
    }
    throw new IllegalArgumentException("no key of an elliptic curve");
  }

  private static AsymmetricKeyParameter readPrivate(byte[] key) {
    try {
      return PrivateKeyFactory.createKey(key);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("no private key", e);
    }
  }

  private static AsymmetricKeyParameter readPublic(byte[] key) {
    try {
      return PublicKeyFactory.createKey(key);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("no public key", e);
    }
  }
}
