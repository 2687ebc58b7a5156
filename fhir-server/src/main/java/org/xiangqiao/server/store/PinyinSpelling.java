package org.xiangqiao.server.store;

import java.util.List;
import org.xiangqiao.store.NameSpelling;
import org.xiangqiao.terminology.pinyin.Pinyin;

/** Names spelled in pinyin (拼音), surnames read as surnames. */
final class PinyinSpelling implements NameSpelling {

  private final Pinyin pinyin;

  PinyinSpelling(Pinyin pinyin) {
    this.pinyin = pinyin;
  }

  @Override
  public List<List<String>> syllables(String name) {
    return pinyin.nameReadings(name);
  }

  @Override
  public int surnameLength(String name) {
    return pinyin.surnameLength(name);
  }
}
