package org.xiangqiao.bench.oracle.query;

/** Escapes of parameter values (R4 search.html#escaping). */
final class SearchValue {

  private SearchValue() {}

  static String escape(String text) {
    return text.replace("\\", "\\\\").replace(",", "\\,").replace("|", "\\|").replace("$", "\\$");
  }
}
