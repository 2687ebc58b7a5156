package org.xiangqiao.terminology.service.table;

/** Texts that PostgreSQL can hold: it has no character zero, so nothing stored has one. */
final class StorableText {

  private StorableText() {}

  static boolean is(String text) {
    return text != null && text.indexOf('\0') < 0;
  }
}
