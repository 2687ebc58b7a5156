package org.xiangqiao.terminology.service.call;

/**
 * A canonical address with or without a version (R4 references.html#canonical).
 *
 * @param version null for none
 */
public record Canonical(String url, String version) {

  public static Canonical of(String text) {
    int bar = text.indexOf('|');
    return bar < 0
        ? new Canonical(text, null)
        : new Canonical(text.substring(0, bar), text.substring(bar + 1));
  }

  public static String text(String url, String version) {
    return version == null || version.isEmpty() ? url : url + "|" + version;
  }

  public String text() {
    return text(url, version);
  }
}
