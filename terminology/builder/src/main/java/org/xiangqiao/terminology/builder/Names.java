package org.xiangqiao.terminology.builder;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Computer-friendly names: {@code village-clinic} becomes {@code VillageClinic}. */
final class Names {

  private Names() {}

  static String ofId(String id) {
    return Arrays.stream(id.split("[^A-Za-z0-9]+"))
        .filter(word -> !word.isEmpty())
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }
}
