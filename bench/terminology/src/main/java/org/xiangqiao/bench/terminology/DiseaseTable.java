package org.xiangqiao.bench.terminology;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** A made-up table of diseases as large as a regional extension of ICD-10. No real codes. */
final class DiseaseTable {

  private static final List<String> COURSES =
      List.of("急性", "慢性", "亚急性", "复发性", "先天性", "原发性", "继发性", "特发性", "老年性", "妊娠期");
  private static final List<String> SIDES =
      List.of("", "左侧", "右侧", "双侧", "上段", "下段", "弥漫性", "局限性", "浅表", "深部");
  private static final List<String> ORGANS =
      List.of(
          "肝", "胆囊", "胰腺", "胃", "十二指肠", "结肠", "直肠", "食管", "肺", "支气管", "气管", "心肌", "心包", "主动脉",
          "冠状动脉", "肾", "输尿管", "膀胱", "前列腺", "子宫", "卵巢", "输卵管", "乳腺", "甲状腺", "垂体", "脑膜", "小脑", "脊髓",
          "视网膜", "角膜");
  private static final List<String> KINDS =
      List.of(
          "炎", "溃疡", "出血", "梗阻", "结石", "囊肿", "息肉", "恶性肿瘤", "良性肿瘤", "结核", "脓肿", "狭窄", "穿孔", "萎缩",
          "增生", "高血压", "栓塞", "损伤", "感染", "功能不全");
  private static final List<String> ADDITIONS = List.of("", "伴发热", "伴感染", "个人史", "术后状态");

  private final List<String> displays;

  /**
   * @param rows at most 300,000
   */
  DiseaseTable(int rows) {
    List<String> all = new ArrayList<>(rows);
    for (String addition : ADDITIONS) {
      for (String course : COURSES) {
        for (String side : SIDES) {
          for (String organ : ORGANS) {
            for (String kind : KINDS) {
              if (all.size() < rows) {
                all.add(course + side + organ + kind + addition);
              }
            }
          }
        }
      }
    }
    this.displays = List.copyOf(all);
  }

  int size() {
    return displays.size();
  }

  String display(int row) {
    return displays.get(row);
  }

  static String code(int row) {
    return "X%06d".formatted(row);
  }

  String csv() {
    return displays.stream()
        .map(display -> "," + display + "\n")
        .collect(Collectors.collectingAndThen(Collectors.toList(), DiseaseTable::numbered));
  }

  private static String numbered(List<String> lines) {
    StringBuilder csv = new StringBuilder("code,display\n");
    for (int i = 0; i < lines.size(); i++) {
      csv.append(code(i)).append(lines.get(i));
    }
    return csv.toString();
  }

  /** Two to four characters from within a name. */
  String part(SplittableRandom random) {
    String display = displays.get(random.nextInt(displays.size()));
    int length = Math.min(display.length(), 2 + random.nextInt(3));
    int from = random.nextInt(display.length() - length + 1);
    return display.substring(from, from + length);
  }
}
