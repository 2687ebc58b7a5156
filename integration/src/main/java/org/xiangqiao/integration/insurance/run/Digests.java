package org.xiangqiao.integration.insurance.run;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/** Digest of what was sent, without the credential: proves later which content a step had. */
final class Digests {

  private Digests() {}

  static String of(Payload payload) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, List<Row>> node : payload.nodes().entrySet()) {
      text.append('<').append(node.getKey()).append('>');
      node.getValue().forEach(row -> add(text, row));
    }
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(StringBuilder text, Row row) {
    text.append('{');
    for (String key : row.keys()) {
      Object value = row.value(key);
      text.append(key).append('=');
      if (value instanceof List<?>) {
        row.rows(key).forEach(inner -> add(text, inner));
      } else {
        String shown = value instanceof BigDecimal number ? number.toPlainString() : "" + value;
        text.append(shown.length()).append(':').append(shown);
      }
      text.append(';');
    }
    text.append('}');
  }
}
