package org.xiangqiao.store.search;

/**
 * A parameter's name in a URL, taken apart.
 *
 * @param modifier what follows the colon, or null
 */
record ParameterName(String raw, String code, String modifier) {

  static ParameterName parse(String raw) {
    int colon = raw.indexOf(':');
    return colon < 0
        ? new ParameterName(raw, raw, null)
        : new ParameterName(raw, raw.substring(0, colon), raw.substring(colon + 1));
  }
}
