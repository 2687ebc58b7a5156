package org.xiangqiao.integration.insurance.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.xiangqiao.mappings.insurance.envelope.InsuranceAnswer;
import org.xiangqiao.mappings.insurance.envelope.SignedText;
import org.xiangqiao.mappings.insurance.profile.MessageSigner;
import org.xiangqiao.mappings.insurance.profile.Signing;
import org.xiangqiao.mappings.insurance.signature.Sm2;
import org.xiangqiao.mappings.insurance.signature.Sm3;

/** Signs an institution's messages (报文签名) and verifies the platform's answers (验签). */
public final class Seal implements MessageSigner {

  private final Signing signing;
  private final Sm2 sm2;
  private final SigningKey key;
  private final byte[] platformKey;
  private final byte[] secret;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param key null unless the algorithm is SM2
   * @param platformKey X.509; null unless answers are verified with SM2
   * @param secret of the application; only HMAC-SM3 needs it
   */
  Seal(Signing signing, SigningKey key, byte[] platformKey, String secret, Clock clock) {
    this.signing = signing;
    this.sm2 = new Sm2(signing.identity(), signing.form());
    this.key = key;
    this.platformKey = platformKey;
    this.secret = secret == null ? new byte[0] : secret.getBytes(UTF_8);
    this.clock = clock;
  }

  /** Whether the institution's certificate is still valid, if it needs one. */
  public boolean valid() {
    return key == null || key.notAfter().isAfter(clock.instant());
  }

  @Override
  public String sign(String algorithm, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    byte[] signature =
        algorithm.equals("SM2") ? sm2.sign(key.privateKey(), bytes, random) : digest(bytes);
    return signing.encoding() == Signing.Encoding.HEX
        ? HexFormat.of().formatHex(signature)
        : Base64.getEncoder().encodeToString(signature);
  }

  /** Whether the platform signed this answer, as far as the profile wants it to. */
  public boolean holds(InsuranceAnswer answer, byte[] body) {
    Signing.Answers wanted = signing.answers();
    if (wanted == null || wanted.unsignedRefusals() && answer.code() != 0) {
      return true;
    }
    Optional<byte[]> signature =
        Optional.ofNullable(answer.more().get("cainfo")).flatMap(this::decoded);
    return signature.isPresent()
        && SignedText.of(body)
            .map(values -> wanted.text().fill(values).getBytes(UTF_8))
            .filter(text -> genuine(text, signature.get()))
            .isPresent();
  }

  private boolean genuine(byte[] text, byte[] signature) {
    return signing.algorithm().equals("SM2")
        ? sm2.verify(platformKey, text, signature)
        : MessageDigest.isEqual(digest(text), signature);
  }

  private byte[] digest(byte[] text) {
    return signing.algorithm().equals("SM3") ? Sm3.digest(text) : Sm3.mac(secret, text);
  }

  private Optional<byte[]> decoded(String text) {
    try {
      return Optional.of(
          signing.encoding() == Signing.Encoding.HEX
              ? HexFormat.of().parseHex(text.toLowerCase(Locale.ROOT))
              : Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
