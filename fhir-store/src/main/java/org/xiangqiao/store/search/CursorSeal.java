package org.xiangqiao.store.search;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.xiangqiao.store.StoreProblem;

/** Seals paging cursors (AES-GCM): links carry no names or numbers and cannot be forged. */
public final class CursorSeal {

  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  public CursorSeal(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  public String seal(byte[] plain) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, 0).doFinal(plain);
      byte[] all = ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
      return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public byte[] open(String cursor) {
    try {
      byte[] all = Base64.getUrlDecoder().decode(cursor);
      return cipher(Cipher.DECRYPT_MODE, all, 0).doFinal(all, NONCE, all.length - NONCE);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw StoreProblem.of(StoreProblem.Kind.CURSOR_INVALID, "", "cursor-invalid").exception();
    }
  }

  private Cipher cipher(int mode, byte[] nonce, int offset) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, offset, NONCE));
    return cipher;
  }
}
