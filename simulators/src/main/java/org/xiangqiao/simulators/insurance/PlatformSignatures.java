package org.xiangqiao.simulators.insurance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * How a platform checks signatures of requests and signs its answers (验签与签名): SM2 of the input in
 * the envelope, or HMAC-SM3 of the body in a header.
 *
 * @param institutions public keys by code; a message of another is not taken
 * @param own key that signs {@code output} of answers; null for none
 * @param secret of HMAC-SM3; null when it is SM2
 * @param header of HMAC-SM3
 */
public record PlatformSignatures(
    Map<String, PublicKey> institutions, PrivateKey own, String secret, String header) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Provider PROVIDER = new BouncyCastleProvider();

  public PlatformSignatures {
    institutions = Map.copyOf(institutions);
  }

  /** SM2 of {@code input} with {@code msgid} behind it, Base64 of DER, in {@code cainfo}. */
  public static PlatformSignatures sm2(Map<String, PublicKey> institutions, PrivateKey own) {
    return new PlatformSignatures(institutions, own, null, null);
  }

  /** HMAC-SM3 of the body, hexadecimal, in a header. */
  public static PlatformSignatures keyedDigest(String secret, String header) {
    return new PlatformSignatures(Map.of(), null, secret, header);
  }

  boolean signed(Headers headers, byte[] body) {
    try {
      if (secret != null) {
        String told = headers.getFirst(header);
        return told != null && MessageDigest.isEqual(mac(body), HexFormat.of().parseHex(told));
      }
      Map<String, String> envelope = texts(new String(body, UTF_8));
      PublicKey key = institutions.get(envelope.get("fixmedins_code"));
      if (key == null || !"SM2".equals(envelope.get("signtype"))) {
        return false;
      }
      Signature sm2 = Signature.getInstance("SM3withSM2", PROVIDER);
      sm2.initVerify(key);
      sm2.update((envelope.get("input") + envelope.get("msgid")).getBytes(UTF_8));
      return sm2.verify(Base64.getDecoder().decode(envelope.getOrDefault("cainfo", "")));
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Signature of an answer's output. */
  String sign(String output) {
    try {
      Signature sm2 = Signature.getInstance("SM3withSM2", PROVIDER);
      sm2.initSign(own);
      sm2.update(output.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(sm2.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] mac(byte[] body) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HMACSM3", PROVIDER);
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HMACSM3"));
    return mac.doFinal(body);
  }

  /** The envelope's texts, its input as it stands there. */
  private static Map<String, String> texts(String body) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        JsonToken value = parser.nextToken();
        int start = (int) parser.currentTokenLocation().getCharOffset();
        if (value.isStructStart()) {
          parser.skipChildren();
          texts.put(key, body.substring(start, (int) parser.currentLocation().getCharOffset()));
        } else {
          texts.put(key, parser.getText());
        }
      }
    }
    return texts;
  }

  /** Without keys. */
  @Override
  public String toString() {
    return "PlatformSignatures[" + institutions.keySet() + "]";
  }
}
