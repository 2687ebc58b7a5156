package org.xiangqiao.server.bulkimport;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An address that files may be fetched from, or one that is asked for, taken apart: what only looks
 * like the other is not the other.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in small letters
 * @param port also if it is the usual one
 * @param path its segments, as they are written
 */
record AllowedSource(String scheme, String host, int port, List<String> path) {

  /** Dots, slashes and separators that another server may read as such, and escapes of escapes. */
  private static final Pattern HIDDEN =
      Pattern.compile("[;\\\\]|%(?:[01][0-9A-F]|7F|25|2E|2F|3B|5C)", Pattern.CASE_INSENSITIVE);

  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9.-]*[A-Za-z0-9]|\\[[0-9A-Fa-f:.]+]");
  private static final Set<String> SCHEMES = Set.of("http", "https");

  /** Empty for what is no plain address: user names, fragments, dots and slashes in disguise. */
  static Optional<AllowedSource> of(String address) {
    try {
      URI uri = new URI(address);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      String host = String.valueOf(uri.getHost());
      String authority = host + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
      String path = String.valueOf(uri.getRawPath());
      if (!SCHEMES.contains(scheme)
          || !HOST.matcher(host).matches()
          || !authority.equals(uri.getRawAuthority())
          || uri.getRawFragment() != null
          || !path.startsWith("/")
          || !address.chars().allMatch(each -> each > 0x20 && each < 0x7F)
          || HIDDEN.matcher(path).find()) {
        return Optional.empty();
      }
      List<String> segments = List.of(path.substring(1).split("/", -1));
      boolean folder = segments.get(segments.size() - 1).isEmpty();
      List<String> named = folder ? segments.subList(0, segments.size() - 1) : segments;
      if (named.stream().anyMatch(each -> Set.of("", ".", "..").contains(each))) {
        return Optional.empty();
      }
      int usual = scheme.equals("https") ? 443 : 80;
      int port = uri.getPort() < 0 ? usual : uri.getPort();
      return Optional.of(new AllowedSource(scheme, host.toLowerCase(Locale.ROOT), port, named));
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  /** Whether the other one is the same or below it. */
  boolean covers(AllowedSource other) {
    return scheme.equals(other.scheme)
        && host.equals(other.host)
        && port == other.port
        && other.path.size() >= path.size()
        && other.path.subList(0, path.size()).equals(path);
  }
}
