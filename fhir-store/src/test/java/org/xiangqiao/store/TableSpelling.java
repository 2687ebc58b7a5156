package org.xiangqiao.store;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sound of the few characters that tests use. */
public final class TableSpelling implements NameSpelling {

  /** Most usual reading first; of polyphones as a surname first. */
  public static final Map<String, List<String>> READINGS =
      Map.ofEntries(
          Map.entry("姓", List.of("xing")),
          Map.entry("张", List.of("zhang")),
          Map.entry("三", List.of("san")),
          Map.entry("丰", List.of("feng")),
          Map.entry("建", List.of("jian")),
          Map.entry("国", List.of("guo")),
          Map.entry("欧", List.of("ou")),
          Map.entry("阳", List.of("yang")),
          Map.entry("单", List.of("shan", "dan")),
          Map.entry("乐", List.of("yue", "le")),
          Map.entry("长", List.of("chang", "zhang")),
          Map.entry("安", List.of("an")),
          Map.entry("吕", List.of("lv")),
          Map.entry("略", List.of("lve")),
          Map.entry("𠮷", List.of("ji")),
          Map.entry("买", List.of("mai")),
          Map.entry("提", List.of("ti")),
          Map.entry("艾", List.of("ai")),
          Map.entry("力", List.of("li")),
          Map.entry("石", List.of("shi")),
          Map.entry("桥", List.of("qiao")),
          Map.entry("镇", List.of("zhen")),
          Map.entry("卫", List.of("wei")),
          Map.entry("生", List.of("sheng")),
          Map.entry("院", List.of("yuan")));

  private static final Set<String> LONG_SURNAMES = Set.of("欧阳");

  private TableSpelling() {}

  public static TableSpelling of() {
    return new TableSpelling();
  }

  @Override
  public List<List<String>> syllables(String name) {
    return name.codePoints()
        .mapToObj(Character::toString)
        .map(each -> READINGS.getOrDefault(each, List.of(each)))
        .toList();
  }

  @Override
  public int surnameLength(String name) {
    return LONG_SURNAMES.stream().anyMatch(name::startsWith) ? 2 : 1;
  }
}
