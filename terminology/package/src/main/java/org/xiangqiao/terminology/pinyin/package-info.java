/**
 * Pinyin (拼音) of Chinese text and of Chinese names, for search: toneless syllables, ü as v. The
 * readings come from the dictionary in {@code com.github.houbb:pinyin}; which of them are in common
 * use, and how surnames are read, from the tables beside these classes.
 */
package org.xiangqiao.terminology.pinyin;
