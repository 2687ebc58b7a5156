package org.xiangqiao.mappings.insurance.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of GB/T 32905-2016, annex A. */
class Sm3Test {

  @ParameterizedTest
  @CsvSource({
    "abc,66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    "abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd,"
        + "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
  })
  void digestsAsTheStandardsExamples(String text, String digest) {
    assertThat(HexFormat.of().formatHex(Sm3.digest(text.getBytes(UTF_8)))).isEqualTo(digest);
  }

  /** By the definition of HMAC (RFC 2104) over the digest that the examples prove. */
  @ParameterizedTest
  @ValueSource(strings = {"", "body", "含中文的报文"})
  void theKeyedDigestIsHmac(String text) {
    byte[] secret = "key of a gateway".getBytes(UTF_8);
    byte[] inner = padded(secret, 0x36, text.getBytes(UTF_8));
    byte[] outer = padded(secret, 0x5c, Sm3.digest(inner));
    assertThat(Sm3.mac(secret, text.getBytes(UTF_8))).isEqualTo(Sm3.digest(outer));
  }

  private static byte[] padded(byte[] secret, int pad, byte[] text) {
    byte[] all = new byte[64 + text.length];
    for (int at = 0; at < 64; at++) {
      all[at] = (byte) ((at < secret.length ? secret[at] : 0) ^ pad);
    }
    System.arraycopy(text, 0, all, 64, text.length);
    return all;
  }
}
