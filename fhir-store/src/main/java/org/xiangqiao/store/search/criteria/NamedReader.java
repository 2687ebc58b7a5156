package org.xiangqiao.store.search.criteria;

/** Reads a parameter that all types have and that has a syntax of its own. */
interface NamedReader {

  /**
   * @param value one repetition, as in the URL but decoded
   */
  Criterion read(Focus focus, ParameterName name, String value);
}
