package org.xiangqiao.mappings.hl7v2;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.xiangqiao.mappings.MappingProblem;

/**
 * Bytes to text before anything is split: second bytes of GB18030 include {@code | ^ \ ~}, and
 * Chinese text may stand before MSH-18.
 *
 * <p>The header is decoded as UTF-8 and as GB18030; the reading whose own MSH-18 names the
 * character set it was made with is right. Then the whole message is decoded strictly: a wrong
 * character set is refused, never turned into replacement characters.
 */
final class MessageDecoder {

  private static final Charset UTF_8 = StandardCharsets.UTF_8;
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final Charset GB2312 = Charset.forName("GB2312");

  private final CharacterSets characterSets;
  private final Charset whenUndeclared;

  MessageDecoder(CharacterSets characterSets, Charset whenUndeclared) {
    this.characterSets = characterSets;
    this.whenUndeclared = whenUndeclared;
  }

  DecodingResult decode(byte[] bytes) {
    byte[] payload = withoutByteOrderMark(bytes);
    byte[] header = firstLine(payload);
    Optional<String> asUtf8 = strict(header, UTF_8);
    Optional<String> asGb18030 = strict(header, GB18030);

    for (Charset charset : new Charset[] {UTF_8, GB18030}) {
      Optional<String> reading = charset.equals(UTF_8) ? asUtf8 : asGb18030;
      if (reading.flatMap(this::declared).filter(charset::equals).isPresent()) {
        return decodeAs(payload, charset);
      }
    }
    String anyReading = asUtf8.or(() -> asGb18030).orElse(new String(header, UTF_8));
    String named = Header.of(anyReading).declaredCharset();
    if (!Header.of(anyReading).present()) {
      return refused(payload, UTF_8, MappingProblem.of("MSH", "message.unparseable"));
    }
    if (named.isEmpty()) {
      return decodeAs(payload, whenUndeclared);
    }
    return characterSets
        .find(named)
        .map(charset -> malformed(payload, charset))
        .orElseGet(
            () ->
                refused(
                    payload,
                    asUtf8.isPresent() ? UTF_8 : GB18030,
                    MappingProblem.of("MSH-18", "charset.unknown", Shown.code(named, 20))));
  }

  private Optional<Charset> declared(String header) {
    return characterSets.find(Header.of(header).declaredCharset());
  }

  private DecodingResult decodeAs(byte[] payload, Charset charset) {
    Optional<String> text = strict(payload, charset);
    if (text.isEmpty() || charset.equals(GB18030) && isReallyUtf8(payload, text.get())) {
      return malformed(payload, charset);
    }
    return new DecodingResult(message(text.get(), charset), null);
  }

  /**
   * Chinese text in UTF-8 is nearly always valid GB18030 too, but reads as rare characters.
   * Declared as GB18030 it is refused when it is valid UTF-8 of common characters only, while the
   * declared reading has some outside GB 2312.
   */
  private static boolean isReallyUtf8(byte[] payload, String asGb18030) {
    CharsetEncoder common = GB2312.newEncoder();
    return strict(payload, UTF_8)
            .filter(text -> text.chars().anyMatch(c -> Character.isIdeographic(c)))
            .filter(common::canEncode)
            .isPresent()
        && !common.canEncode(asGb18030);
  }

  private DecodingResult malformed(byte[] payload, Charset charset) {
    return refused(
        payload, charset, MappingProblem.of("MSH-18", "charset.malformed", charset.name()));
  }

  private DecodingResult refused(byte[] payload, Charset charset, MappingProblem problem) {
    return new DecodingResult(message(new String(payload, charset), charset), problem);
  }

  private static DecodedMessage message(String decoded, Charset charset) {
    String text =
        decoded.indexOf('\r') >= 0 ? decoded.replace("\r\n", "\r") : decoded.replace('\n', '\r');
    Header header = Header.of(text);
    return new DecodedMessage(
        text,
        charset.name(),
        header.component(3, 1),
        header.component(4, 1),
        header.messageType(),
        header.component(10, 1),
        header.component(12, 1));
  }

  private static Optional<String> strict(byte[] bytes, Charset charset) {
    try {
      return Optional.of(
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** CR and LF are never part of a longer character in either character set. */
  private static byte[] firstLine(byte[] payload) {
    int end = 0;
    while (end < payload.length && payload[end] != '\r' && payload[end] != '\n') {
      end++;
    }
    return java.util.Arrays.copyOf(payload, end);
  }

  private static byte[] withoutByteOrderMark(byte[] bytes) {
    boolean marked =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    return marked ? java.util.Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
  }
}
