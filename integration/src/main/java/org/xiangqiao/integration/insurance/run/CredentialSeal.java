package org.xiangqiao.integration.insurance.run;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SealedObject;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.xiangqiao.mappings.insurance.fhir.Credential;

/**
 * Keeps credentials encrypted while they wait (就诊凭证加密), by a key of this process that is written
 * nowhere: AES-GCM with 256 bits.
 */
final class CredentialSeal {

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_BITS = 256;
  private static final int TAG_BITS = 128;
  private static final int NONCE_BYTES = 12;

  private final SecureRandom random = new SecureRandom();
  private final SecretKey key;

  CredentialSeal() {
    try {
      KeyGenerator generator = KeyGenerator.getInstance("AES");
      generator.init(KEY_BITS, random);
      key = generator.generateKey();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  SealedObject sealed(Credential credential) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    String[] parts = {credential.type(), credential.number(), credential.cardSerial()};
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      return new SealedObject(parts, cipher);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a credential cannot be kept", e);
    }
  }

  Credential opened(SealedObject sealed) {
    try {
      String[] parts = (String[]) sealed.getObject(key);
      return new Credential(parts[0], parts[1], parts[2]);
    } catch (GeneralSecurityException | IOException | ClassNotFoundException e) {
      throw new IllegalStateException("a credential that was kept cannot be read", e);
    }
  }
}
