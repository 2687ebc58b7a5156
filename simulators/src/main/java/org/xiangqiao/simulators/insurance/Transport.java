package org.xiangqiao.simulators.insurance;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.xiangqiao.mappings.insurance.TransactionTable;

/**
 * The ways in: a path for each transaction, the number in the path, one address for all. The first
 * two carry x-tif headers.
 */
class Transport {

  static final String ONE_ADDRESS = "/fsi/api/rsfComIfsService/callService";
  private static final String BY_NUMBER = "/hsa/hgs/";
  private static final Duration SKEW = Duration.ofMinutes(10);

  private final TransactionTable table;
  private final PlatformSettings settings;

  Transport(PlatformSettings settings, TransactionTable table) {
    this.table = table;
    this.settings = settings;
  }

  /** Whether the address is one of this transaction. */
  boolean leadsTo(String path, String infno) {
    if (path.endsWith(ONE_ADDRESS)) {
      return true;
    }
    if (path.contains(BY_NUMBER)) {
      return path.endsWith(BY_NUMBER + infno);
    }
    return table
        .find(infno)
        .map(
            one ->
                one.paths().isEmpty()
                    ? path.endsWith("/" + infno)
                    : one.paths().stream().anyMatch(path::endsWith))
        .orElse(false);
  }

  /** Whether the headers are those of the application: signature, name and a time near ours. */
  boolean signed(HttpExchange exchange) {
    if (settings.application() == null
        || exchange.getRequestURI().getPath().endsWith(ONE_ADDRESS)) {
      return true;
    }
    Headers headers = exchange.getRequestHeaders();
    String timestamp = text(headers, "x-tif-timestamp");
    String nonce = text(headers, "x-tif-nonce");
    return !nonce.isEmpty()
        && near(timestamp)
        && settings.application().id().equals(text(headers, "x-tif-paasid"))
        && signature(timestamp, settings.application().secret(), nonce)
            .equals(text(headers, "x-tif-signature"));
  }

  /** Lower-case hex SHA-256 of timestamp, token, nonce, timestamp. */
  static String signature(String timestamp, String token, String nonce) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((timestamp + token + nonce + timestamp).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean near(String timestamp) {
    try {
      Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
      return Duration.between(sent, settings.clock().instant()).abs().compareTo(SKEW) <= 0;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static String text(Headers headers, String name) {
    String value = headers.getFirst(name);
    return value == null ? "" : value;
  }
}
