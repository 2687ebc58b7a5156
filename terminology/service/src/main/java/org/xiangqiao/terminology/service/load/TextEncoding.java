package org.xiangqiao.terminology.service.load;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Character sets of CSV files: UTF-8, and GB18030 (with it GBK and GB 2312) where declared. */
final class TextEncoding {

  private static final int CHUNK = 1 << 16;

  private TextEncoding() {}

  static Optional<Charset> of(String name) {
    return switch (name.toUpperCase(Locale.ROOT).replace("-", "").replace("_", "")) {
      case "UTF8" -> Optional.of(StandardCharsets.UTF_8);
      case "GBK", "GB2312", "GB18030", "CP936" -> Optional.of(Charset.forName("GB18030"));
      default -> Optional.empty();
    };
  }

  /**
   * Goes through a file once.
   *
   * @throws SourceProblem naming the line whose bytes are not of the character set, and whether
   *     they could be GBK
   */
  static void check(InputStream file, Charset charset) throws IOException {
    CharsetDecoder decoder = strict(charset);
    CharsetDecoder other = strict(Charset.forName("GB18030"));
    byte[] bytes = new byte[CHUNK];
    CharBuffer chars = CharBuffer.allocate(CHUNK * 2);
    int kept = 0;
    long line = 1;
    boolean first = true;
    while (true) {
      int read = file.readNBytes(bytes, kept, CHUNK - kept);
      boolean end = kept + read < CHUNK;
      if (first && kept + read >= 2 && utf16(bytes)) {
        throw new SourceProblem("load-encoding-utf16");
      }
      first = false;
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, kept + read);
      chars.clear();
      CoderResult result = decoder.decode(buffer, chars, end);
      line += breaks(bytes, buffer.position());
      if (result.isError()) {
        CharBuffer guess = CharBuffer.allocate(CHUNK * 2);
        boolean gbk =
            charset.equals(StandardCharsets.UTF_8)
                && !other.decode(ByteBuffer.wrap(bytes, 0, kept + read), guess, false).isError();
        throw new SourceProblem(
            gbk ? "load-encoding-gbk" : "load-encoding", line, charset.displayName());
      }
      if (end) {
        return;
      }
      kept = buffer.remaining();
      System.arraycopy(bytes, buffer.position(), bytes, 0, kept);
    }
  }

  private static boolean utf16(byte[] bytes) {
    return bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
        || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF;
  }

  private static long breaks(byte[] bytes, int length) {
    long breaks = 0;
    for (int i = 0; i < length; i++) {
      breaks += bytes[i] == '\n' ? 1 : 0;
    }
    return breaks;
  }

  static CharsetDecoder strict(Charset charset) {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** Without the byte order mark that Excel writes. */
  static InputStream withoutMark(InputStream file) throws IOException {
    PushbackInputStream in = new PushbackInputStream(file, 3);
    byte[] mark = in.readNBytes(3);
    boolean marked =
        mark.length == 3
            && mark[0] == (byte) 0xEF
            && mark[1] == (byte) 0xBB
            && mark[2] == (byte) 0xBF;
    if (!marked) {
      in.unread(mark);
    }
    return new FilterInputStream(in) {};
  }
}
