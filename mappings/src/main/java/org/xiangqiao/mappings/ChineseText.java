package org.xiangqiao.mappings;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Texts as offices in China keep them: UTF-8, or GB18030 (with it GBK and GB 2312). */
public final class ChineseText {

  public static final Charset GB18030 = Charset.forName("GB18030");

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private ChineseText() {}

  /**
   * UTF-8, and GB18030 when it is not that.
   *
   * @throws CharacterCodingException if it is neither
   */
  public static String decoded(byte[] bytes) throws CharacterCodingException {
    try {
      return decoded(bytes, StandardCharsets.UTF_8);
    } catch (CharacterCodingException other) {
      return decoded(bytes, GB18030);
    }
  }

  /**
   * Without the byte order mark that Excel writes.
   *
   * @throws CharacterCodingException if it is not of that charset
   */
  public static String decoded(byte[] bytes, Charset charset) throws CharacterCodingException {
    String text =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes))
            .toString();
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }
}
