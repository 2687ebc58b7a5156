package org.xiangqiao.server.security.token;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Seals private keys for the database (RFC 7516, {@code dir} with A256GCM). */
final class KeySeal {

  static final int KEY_BYTES = 32;

  private final SecretKey key;

  KeySeal(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("the sealing key must have 32 bytes");
    }
    this.key = new SecretKeySpec(key, "AES");
  }

  String seal(JWK jwk) {
    try {
      JWEObject jwe =
          new JWEObject(
              new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM),
              new Payload(jwk.toJSONObject()));
      jwe.encrypt(new DirectEncrypter(key));
      return jwe.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("signing key cannot be sealed", e);
    }
  }

  /** Empty when it was sealed with another key. */
  Optional<JWK> open(String text) {
    try {
      JWEObject object = JWEObject.parse(text);
      object.decrypt(new DirectDecrypter(key));
      return Optional.of(JWK.parse(object.getPayload().toJSONObject()));
    } catch (JOSEException | ParseException notOurs) {
      return Optional.empty();
    }
  }
}
