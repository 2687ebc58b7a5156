package org.xiangqiao.server.insurance.print;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a stay's day cost (住院费用一日清单).
 *
 * @param categories sums by charge category, those that were judged
 */
record DailyList(
    LocalDate day,
    PrintedPerson person,
    String stay,
    List<JudgedLine> lines,
    List<Sum> categories,
    BigDecimal total) {

  /** Of a charge category (收费类别). */
  record Sum(String category, BigDecimal amount) {}

  /**
   * @param lines of the stay's bills, later ones after earlier ones; a line comes once, as it was
   *     told last
   */
  static DailyList of(LocalDate day, PrintedPerson person, String stay, List<JudgedLine> lines) {
    Map<String, JudgedLine> once = new LinkedHashMap<>();
    for (JudgedLine line : lines) {
      once.merge(String.valueOf(line.number()), line, DailyList::told);
    }
    List<JudgedLine> ofDay = once.values().stream().filter(one -> day.equals(one.day())).toList();
    Map<String, BigDecimal> sums = new TreeMap<>();
    ofDay.forEach(
        line ->
            sums.merge(
                line.category().isEmpty() ? "未分类" : line.category(),
                line.amount(),
                BigDecimal::add));
    return new DailyList(
        day,
        person,
        stay,
        ofDay,
        sums.entrySet().stream().map(each -> new Sum(each.getKey(), each.getValue())).toList(),
        ofDay.stream().map(JudgedLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  /** What the platform judged is not lost to a bill that it has not seen. */
  private static JudgedLine told(JudgedLine before, JudgedLine now) {
    boolean same =
        before.ownShare() != null
            && now.ownShare() == null
            && before.amount().compareTo(now.amount()) == 0;
    return same ? before : now;
  }
}
